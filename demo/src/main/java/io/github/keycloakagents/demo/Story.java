package io.github.keycloakagents.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Alice and her trading agent, in six steps. Each step needs the ones before it. */
public final class Story {
  private final Stage stage;
  private final Map<String, Runnable> steps = new LinkedHashMap<>();

  /** On a stage that is set up. */
  public Story(Stage stage) {
    this.stage = stage;
    BankScenes bank = new BankScenes(stage);
    ApprovalScenes approval = new ApprovalScenes(stage);
    ApiScenes apis = new ApiScenes(stage, approval::approvedToken);
    steps.put("1: Alice signs in with her bank", bank::signIn);
    steps.put("2: the agent uses her bank account", bank::exchange);
    steps.put("3: Alice approves a trade", approval::approve);
    steps.put("4: the trading API reads the token", apis::trade);
    steps.put("5: the trading API asks the quotes API for Alice", apis::quote);
    steps.put("6: Alice disconnects her bank", bank::disconnect);
  }

  /**
   * Plays all steps.
   *
   * @throws StoryFailed at the first one that does not work, naming it
   */
  public void play() {
    steps.forEach(this::play);
  }

  private void play(String name, Runnable step) {
    stage.transcript.title(name);
    try {
      step.run();
    } catch (RuntimeException e) {
      throw new StoryFailed(name, e);
    }
  }

  /** Fails unless something holds. */
  static void require(boolean holds, String what) {
    if (!holds) {
      throw new Unexpected(what);
    }
  }
}
