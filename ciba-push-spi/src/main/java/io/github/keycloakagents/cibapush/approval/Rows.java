package io.github.keycloakagents.cibapush.approval;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;

/** Queries on the approvals of one realm; results are detached, so that they never go stale. */
record Rows(EntityManager db, String realmId) {

  List<Approval> list(
      String condition, String order, int from, int count, Map<String, Object> parameters) {
    TypedQuery<ApprovalEntity> query =
        db.createQuery(
                "select a from CibaPushApproval a where a.realmId = :realm and "
                    + condition
                    + " order by "
                    + order,
                ApprovalEntity.class)
            .setParameter("realm", realmId)
            .setFirstResult(from)
            .setMaxResults(count);
    parameters.forEach(query::setParameter);
    List<ApprovalEntity> rows = query.getResultList();
    List<Approval> approvals = rows.stream().map(ApprovalEntity::toApproval).toList();
    rows.forEach(db::detach);
    return approvals;
  }

  int update(String change, String condition, Map<String, Object> parameters) {
    return execute("update CibaPushApproval a set " + change, condition, parameters);
  }

  int delete(String condition, Map<String, Object> parameters) {
    return execute("delete from CibaPushApproval a", condition, parameters);
  }

  private int execute(String statement, String condition, Map<String, Object> parameters) {
    var query =
        db.createQuery(statement + " where a.realmId = :realm and " + condition)
            .setParameter("realm", realmId);
    parameters.forEach(query::setParameter);
    return query.executeUpdate();
  }
}
