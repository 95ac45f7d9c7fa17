package io.github.keycloakagents.it.actors;

import io.github.keycloakagents.it.server.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A client's TLS certificate, as a proxy in front of the server passes it on (RFC 9440). */
public final class ClientCertificate {
  private final String header;

  public ClientCertificate(String name) {
    Path folder = Path.of(System.getProperty("it.work", "target/it"), "certificates");
    Path file = folder.resolve(name + ".p12");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(file);
      Shell.run(
          folder.resolve(name + ".log"),
          Map.of(),
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-alias",
              name,
              "-keyalg",
              "EC",
              "-dname",
              "CN=" + name,
              "-storetype",
              "PKCS12",
              "-storepass",
              "changeit",
              "-keystore",
              file.toString()));
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, "changeit".toCharArray());
      }
      header =
          ":" + Base64.getEncoder().encodeToString(store.getCertificate(name).getEncoded()) + ":";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sent by the proxy only: no client reaches the server past it. */
  public String[] headers() {
    return new String[] {"Client-Cert", header};
  }
}
