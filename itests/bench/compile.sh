# Compiles the benchmarks and the telephones: needs nothing but the JDK. Sourced at the root of the source tree.
fail() { echo "$(basename "$0"): $*" >&2; exit 1; }

jdk=
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    [ -x "$home/bin/javac" ] || continue
    case "$("$home/bin/javac" -version 2>&1)" in *" 25"*) jdk=$home; break ;; esac
done
[ -n "$jdk" ] || fail "needs a JDK 25: set JAVA_HOME"
[ -x distribution/target/patchbay/bin/patchbay ] || fail "build the server first: mvn -Pfast -pl distribution -am package"

classes=itests/bench/target/program
mkdir -p "$classes"
phone=itests/phone/src/main/java/org/patchbay/itest
"$jdk/bin/javac" -nowarn -d "$classes" $(ls $phone/*/*.java itests/bench/src/main/java/org/patchbay/itest/bench/*.java | grep -v package-info)
