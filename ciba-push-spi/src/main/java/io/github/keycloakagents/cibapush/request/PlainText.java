package io.github.keycloakagents.cibapush.request;

/** Which characters of an agent's text may reach a person: none that hide, reorder or overlay. */
final class PlainText {

  private static final int MAX_STACKED_MARKS = 3;

  private PlainText() {}

  /** Letters, marks, digits, punctuation, symbols of any script; as space only the plain ones. */
  static boolean readable(String text) {
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      marks = isMark(c) ? marks + 1 : 0;
      if (marks > MAX_STACKED_MARKS || !isReadable(c)) {
        return false;
      }
    }
    return true;
  }

  /** The looser rule for the values of authorization details: line breaks and joiners may stay. */
  static boolean harmless(String text) {
    return text.codePoints().noneMatch(PlainText::isDeceptive);
  }

  private static boolean isReadable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ' || c == 0x3000;
      default -> !isInvisible(c);
    };
  }

  private static boolean isDeceptive(int c) {
    return (Character.getType(c) == Character.CONTROL && c != '\n' && c != '\t')
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200B
        || c == 0x2060
        || c == 0xFEFF
        || (c >= 0xE0000 && c <= 0xE007F)
        || Character.getType(c) == Character.SURROGATE;
  }

  /** Letters and marks by category that draw nothing: Hangul fillers, variation selectors. */
  private static boolean isInvisible(int c) {
    return c == 0x115F
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFA0
        || c == 0x034F
        || c == 0x2800
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }
}
