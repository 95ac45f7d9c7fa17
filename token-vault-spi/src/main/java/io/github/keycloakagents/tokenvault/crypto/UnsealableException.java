package io.github.keycloakagents.tokenvault.crypto;

/** A sealed value cannot be opened; the message names the fix and never the value. */
public final class UnsealableException extends RuntimeException {

  private final Reason reason;

  /** Why a value does not open. */
  public enum Reason {
    /** The key ring has no enabled key of the value's key id. */
    MISSING_KEY,
    /** The value was changed, moved from another record, or sealed with another key of that id. */
    ALTERED
  }

  UnsealableException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Says that there is no key to seal with; {@code message} names the fix. */
  public static UnsealableException noKey(String message) {
    return new UnsealableException(Reason.MISSING_KEY, message);
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }
}
