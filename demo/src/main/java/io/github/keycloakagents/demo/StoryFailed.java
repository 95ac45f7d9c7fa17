package io.github.keycloakagents.demo;

/** A step of the story did not work. */
public final class StoryFailed extends RuntimeException {

  StoryFailed(String step, Throwable cause) {
    super("step " + step + " failed: " + cause.getMessage(), cause);
  }
}
