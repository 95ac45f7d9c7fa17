package io.github.keycloakagents.tokenvault.keycloak;

import java.util.Set;
import org.keycloak.models.UserModel;

/** The user that a verified subject token stands for, and what the token says. */
record Subject(UserModel user, Set<String> scopes) {}
