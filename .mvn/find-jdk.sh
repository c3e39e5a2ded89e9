# Sourced by mvnw and qingting: finds a JDK of the least version that the project needs.
JDK_LEAST=21
JDK_MISSING="Qingting needs a JDK $JDK_LEAST or newer, and none was found in JAVA_HOME, on the PATH or in the usual places: install one, or set JAVA_HOME to it."

# Major version of the JDK in folder $1, or 0.
jdk_major() {
  if [ -f "$1/release" ]; then
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  else
    major=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
  echo "${major:-0}"
}

jdk_fits() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ "$(jdk_major "$1")" -ge "$JDK_LEAST" ]
}

# Prints the folder of a JDK that fits; fails where there is none.
find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && jdk_fits "$JAVA_HOME"; then echo "$JAVA_HOME"; return; fi
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=$(dirname "$(dirname "$on_path")")
    if jdk_fits "$on_path"; then echo "$on_path"; return; fi
  fi
  for jdk in /usr/lib/jvm/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if jdk_fits "$jdk"; then echo "$jdk"; return; fi
  done
  return 1
}
