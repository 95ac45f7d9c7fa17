package io.github.keycloakagents.cibapush.approval;

/** Where an approval stands. Expiry is not a status: an open approval past its time has expired. */
public enum Status {
  /** Waits for the user. */
  OPEN,
  /** The user said yes; the agent has not fetched the token yet. */
  APPROVED,
  /** The user said no. */
  DENIED,
  /** The user did not expect it: denied, and the agent is blocked. */
  REPORTED,
  /** A report that was lifted: the agent may ask again. */
  LIFTED,
  /** Approved, and the token was issued. */
  REDEEMED
}
