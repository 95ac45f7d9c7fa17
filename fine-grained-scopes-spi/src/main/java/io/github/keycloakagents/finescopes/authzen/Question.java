package io.github.keycloakagents.finescopes.authzen;

/**
 * May the subject do this action on this resource?
 *
 * @param server client id of the resource server
 * @param resource name of the resource
 * @param type its type; {@code resource} where it has none
 * @param action name of the action; {@code access} for a resource without actions
 */
public record Question(String server, String resource, String type, String action) {}
