package io.github.keycloakagents.demo;

import io.github.keycloakagents.demo.Stage.Ports;
import java.util.concurrent.CountDownLatch;

/** The command that run.sh starts: plays the story and, with {@code --stay}, keeps the APIs up. */
public final class Demo {

  private Demo() {}

  /** Arguments: the server's address, its port, and optionally {@code --stay}. */
  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.parseInt(arguments[1]);
    Ports ports = new Ports(port + 2, port + 3, port + 4, port + 5);
    Transcript transcript = new Transcript(System.out);
    try (Stage stage = new Stage(arguments[0], ports, new FormBrowser(), transcript)) {
      new Story(stage).play();
      System.out.println("\nThe story ran: all six steps passed.");
      if (arguments.length > 2 && arguments[2].equals("--stay")) {
        new CountDownLatch(1).await();
      }
    } catch (StoryFailed e) {
      System.out.println("\nFAILED " + e.getMessage());
      System.exit(1);
    }
  }
}
