// A push service for one Firefox: the WebSocket on which the browser listens (autopush protocol), and the push
// resources to which an application server posts (RFC 8030).
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

export class PushService {
  #browser;
  #waiting = [];
  #tell;

  constructor(port, tell) {
    this.#tell = tell;
    this.port = port;
    this.http = createServer((request, response) => this.#accept(request, response));
    new WebSocketServer({ server: this.http }).on("connection", (socket) => this.#connected(socket));
  }

  listen() {
    return new Promise((resolve) => this.http.listen(this.port, "localhost", resolve));
  }

  #connected(socket) {
    this.#browser = socket;
    socket.on("message", (data) => this.#answer(socket, String(data)));
  }

  #answer(socket, text) {
    const message = text === "{}" ? {} : JSON.parse(text);
    const say = (answer) => socket.send(JSON.stringify(answer));
    switch (message.messageType) {
      case "hello":
        say({ messageType: "hello", uaid: randomUUID().replaceAll("-", ""), status: 200, use_webpush: true, broadcasts: {} });
        this.#waiting.splice(0).forEach(say);
        break;
      case "register":
        this.#tell({ subscribed: message.key });
        say({
          messageType: "register",
          channelID: message.channelID,
          status: 200,
          pushEndpoint: `http://localhost:${this.port}/push/${message.channelID}`,
        });
        break;
      case "unregister":
        say({ messageType: "unregister", channelID: message.channelID, status: 200 });
        break;
      case "ack":
        message.updates.forEach((update) => this.#tell({ acknowledged: update.code ?? 100 }));
        break;
      case undefined:
        socket.send("{}");
        break;
      default:
        break;
    }
  }

  #accept(request, response) {
    const body = [];
    request.on("data", (chunk) => body.push(chunk));
    request.on("end", () => {
      const notification = {
        messageType: "notification",
        channelID: request.url.split("/").at(-1),
        version: randomUUID(),
        data: Buffer.concat(body).toString("base64url"),
        headers: { encoding: request.headers["content-encoding"] },
      };
      this.#tell({ posted: request.headers.ttl });
      if (this.#browser?.readyState === 1) {
        this.#browser.send(JSON.stringify(notification));
      } else {
        this.#waiting.push(notification);
      }
      response.writeHead(201, { location: request.url }).end();
    });
  }
}
