package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.cert.X509Certificate;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;

/** A request that is to be read as this form, whatever its body was. */
record FormRequest(HttpRequest sent, MultivaluedMap<String, String> form) implements HttpRequest {

  @Override
  public MultivaluedMap<String, String> getDecodedFormParameters() {
    return form;
  }

  @Override
  public HttpHeaders getHttpHeaders() {
    HttpHeaders headers = sent.getHttpHeaders();
    return (HttpHeaders)
        Proxy.newProxyInstance(
            HttpHeaders.class.getClassLoader(),
            new Class<?>[] {HttpHeaders.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getMediaType")) {
                return MediaType.APPLICATION_FORM_URLENCODED_TYPE;
              }
              try {
                return method.invoke(headers, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  @Override
  public String getHttpMethod() {
    return sent.getHttpMethod();
  }

  @Override
  public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
    return sent.getMultiPartFormParameters();
  }

  @Override
  public X509Certificate[] getClientCertificateChain() {
    return sent.getClientCertificateChain();
  }

  @Override
  public UriInfo getUri() {
    return sent.getUri();
  }

  @Override
  public boolean isProxyTrusted() {
    return sent.isProxyTrusted();
  }
}
