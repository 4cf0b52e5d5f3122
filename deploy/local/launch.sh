# What deploy/up, deploy/down, deploy/token, deploy/authorisation and deploy/trail share; sourced with $root set.

data="$root/deploy/.local"
jar="$root/deploy/local/target/madoguchi-local.jar"

# One sentence in English and Japanese.
say() {
    local locale="${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}"
    case "$locale" in
        ja*) printf '%s\n' "$2" ;;
        *) printf '%s\n' "$1" ;;
    esac
}

stop_with() {
    say "$1" "$2" >&2
    exit 1
}

java_command() {
    if [ -n "${JAVA_HOME:-}" ]; then echo "$JAVA_HOME/bin/java"; else echo java; fi
}

require_java() {
    local java version
    java="$(java_command)"
    version="$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')" || true
    if [ -z "$version" ]; then
        stop_with "Java is missing. Install a JDK, 17 or later (Debian: apt install openjdk-17-jdk-headless)." \
            "Java がありません。JDK 17 以降を入れてください（Debian: apt install openjdk-17-jdk-headless）。"
    fi
    if [ "$version" -lt 17 ]; then
        stop_with "Java $version is too old. Install a JDK, 17 or later, or set JAVA_HOME to one." \
            "Java $version は古すぎます。JDK 17 以降を入れるか、JAVA_HOME に指定してください。"
    fi
}

# Data of one user are not readable for another, root's not for anybody.
require_data_folder() {
    if ! mkdir -p "$data" 2>/dev/null || [ ! -w "$data" ] || { [ -d "$data/run" ] && [ ! -w "$data/run" ]; }; then
        stop_with "$data belongs to another user. Run as that user, or move it away." \
            "$data は別のユーザーのものです。そのユーザーで実行するか、移動してください。"
    fi
    chmod 700 "$data"
}

# Runs a class of the launcher: small, and quick to start.
launch() {
    "$(java_command)" "${launch_options[@]}" "io.madoguchi.local.$1" "${@:2}"
}

launch_instead() {
    exec "$(java_command)" "${launch_options[@]}" "io.madoguchi.local.$1" "${@:2}"
}

terminal=false
if [ -t 1 ]; then terminal=true; fi
launch_options=(-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dmadoguchi.root=$root"
    "-Dmadoguchi.terminal=$terminal" -Dslf4j.internal.verbosity=ERROR -cp "$jar")
