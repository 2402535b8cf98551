/** The command {@code jwasm}. */
module org.jwasm.launcher {
    requires org.graalvm.polyglot;
    requires org.jwasm.language;
    requires info.picocli;
    requires org.tomlj;
    requires tools.jackson.jr.ob;

    opens org.jwasm.launcher to info.picocli;
}
