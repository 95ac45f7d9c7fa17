package io.github.keycloakagents.it.bench;

import java.util.Locale;

/**
 * What one load measured: requests per second, latency in milliseconds, server CPU milliseconds and
 * database transactions per request.
 */
record Figures(
    String name,
    int connections,
    double rate,
    double p50,
    double p99,
    double cpu,
    double transactions) {

  static final String HEADER =
      "| request | connections | per second | p50 ms | p99 ms | server CPU ms | DB transactions |"
          + " rate ÷ stock |\n"
          + "| --- | --- | --- | --- | --- | --- | --- | --- |";

  String row(Figures stock) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f |",
        name,
        connections,
        rate,
        p50,
        p99,
        cpu,
        transactions,
        rate / stock.rate);
  }
}
