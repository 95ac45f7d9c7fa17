/** Approvals as rows: opened by a request, decided once, redeemed once. */
@NullMarked
package io.github.keycloakagents.cibapush.approval;

import org.jspecify.annotations.NullMarked;
