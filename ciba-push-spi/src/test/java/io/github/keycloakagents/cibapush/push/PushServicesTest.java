package io.github.keycloakagents.cibapush.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.cibapush.spi.Receipt;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushServicesTest {

  private final PushServices usual = new PushServices(PushServices.USUAL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc"
      })
  void allowsTheBrowsersServices(String endpoint) {
    assertTrue(usual.allow(URI.create(endpoint)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/abc",
        "https://fcm.googleapis.com@evil.example/abc",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://evilnotify.windows.com/abc",
        "https://localhost/abc",
        "https://127.0.0.1/abc",
        "https://[::1]/abc",
        "file:///etc/passwd",
        "https:///abc",
        "mailto:a@b.c"
      })
  void refusesEverythingElse(String endpoint) {
    assertFalse(usual.allow(URI.create(endpoint)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:0:a00:1::1",
        "0.1.2.3",
        "192.0.0.8",
        "198.18.0.1",
        "255.255.255.255"
      })
  void sendsNothingToPrivateAddresses(String address) throws Exception {
    InetAddress[] addresses = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName(address)};
    assertFalse(usual.allow(URI.create("https://web.push.apple.com/abc"), addresses));
  }

  @Test
  void sendsToPublicAddresses() throws Exception {
    InetAddress[] addresses = {
      InetAddress.getByName("17.188.1.1"), InetAddress.getByName("2620:149:208::1")
    };
    assertTrue(usual.allow(URI.create("https://web.push.apple.com/abc"), addresses));
  }

  @Test
  void takesAnOriginThatTheAdminNames() throws Exception {
    PushServices development = new PushServices("http://localhost:8181");
    InetAddress[] loopback = {InetAddress.getLoopbackAddress()};
    assertTrue(development.allow(URI.create("http://localhost:8181/p/1"), loopback));
    assertFalse(development.allow(URI.create("http://localhost:8182/p/1"), loopback));
    assertFalse(development.allow(URI.create("https://localhost/p/1"), loopback));
    assertFalse(development.allow(URI.create("http://u@localhost:8181/p/1"), loopback));
  }

  @Test
  void readsReceipts() {
    assertEquals(Receipt.ACCEPTED, Receipt.of(201));
    assertEquals(Receipt.GONE, Receipt.of(410));
    assertEquals(Receipt.LATER, Receipt.of(429));
    assertEquals(Receipt.REFUSED, Receipt.of(302));
  }
}
