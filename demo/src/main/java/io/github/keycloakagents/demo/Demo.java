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
    Stage stage = new Stage(arguments[0], ports, new FormBrowser(), System.out);
    try {
      new Story(stage).play();
      System.out.println("\nThe story ran: all six steps passed.");
    } catch (StoryFailed e) {
      System.out.println("\nFAILED " + e.getMessage());
      System.exit(1);
    }
    if (arguments.length > 2 && arguments[2].equals("--stay")) {
      System.out.println(byHand(arguments[0], stage));
      new CountDownLatch(1).await();
    }
    stage.close();
  }

  private static String byHand(String base, Stage stage) {
    return """

    Everything stays up until you press Ctrl-C. To try by hand:

      account of Alice      %1$s/realms/agents/account      alice / alice (or bob / bob; "First Bank" works too)
      her approvals         %1$s/realms/agents/ciba-push/
      enrol a browser       account → Account security → Signing in → Push approvals
      what the bank knows   %1$s/realms/bank/account        alice / alice
      admin console         %1$s/admin/                     admin / admin
      the agent             client agent, secret agent-secret, in realm agents
      trading API (MCP)     %2$s
      quotes API            %3$s/quotes/ACME

    Ask Alice for another trade, then open her approvals:

      curl -u agent:agent-secret %1$s/realms/agents/protocol/openid-connect/ext/ciba/auth \\
        -d 'scope=openid trade trading-permissions' -d login_hint=alice \\
        --data-urlencode 'binding_message=Sell 100 ACME for 4,200 USD?' \\
        --data-urlencode 'authorization_details=[%4$s]'
    """
        .formatted(base, stage.trading.url(), stage.quotes.url(), ApprovalScenes.TRADE.asDetails());
  }
}
