package io.github.keycloakagents.cibapush.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DetailsViewTest {

  private static final String TRADE =
      "[{\"type\":\"trade\",\"note\":\"x\",\"amount\":{\"value\":\"4200.00\",\"currency\":\"USD\"},"
          + "\"when\":\"2026-11-24\",\"tags\":[\"a\",\"b\"],\"odd\":{\"k\":1}}]";

  @Test
  void showsRegisteredFieldsFirstAndHidesNothing() {
    DetailsType type = DetailsType.of("trade", "Securities trade", "amount:amount when:date gone");
    DetailsView view = DetailsView.of(TRADE, name -> type, Locale.GERMANY).get(0);
    assertEquals("Securities trade", view.label());
    assertEquals(
        List.of(
            new DetailsView.Row("amount", List.of("4.200,00 USD")),
            new DetailsView.Row("when", List.of("24. November 2026")),
            new DetailsView.Row("note", List.of("x")),
            new DetailsView.Row("tags", List.of("a", "b")),
            new DetailsView.Row("odd", List.of("{\"k\":1}"))),
        view.rows());
  }

  @Test
  void showsAnUnregisteredTypeByItsName() {
    assertEquals("trade", DetailsView.of(TRADE, name -> null, Locale.ENGLISH).get(0).label());
  }
}
