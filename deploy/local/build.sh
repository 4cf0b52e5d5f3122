# Builds for deploy/up, deploy/trial and deploy/bench; sourced after launch.sh.

keycloak_version="$(sed -n 's:.*<keycloak.version>\(.*\)</keycloak.version>.*:\1:p' "$root/pom.xml")"
keycloak_zip="$root/deploy/local/target/keycloak/keycloak-quarkus-dist-$keycloak_version.zip"
trials_jar="$root/deploy/trials/target/madoguchi-trials.jar"
load_jar="$root/deploy/load/target/madoguchi-load.jar"
built="$data/built"

# Each artefact with the folders of its sources, beyond the poms and api-contracts that all are made from.
artefacts=(
    "$jar:audit-service/log deploy/local"
    "$trials_jar:audit-service/log audit-service/verifier deploy/local deploy/trials"
    "$load_jar:audit-service/log deploy/local deploy/load"
    "$root/patron-service/target/quarkus-app/quarkus-run.jar:audit-service/journal patron-service"
    "$root/roster-send/target/madoguchi-roster-send.jar:roster-send"
    "$root/circulation-service/target/quarkus-app/quarkus-run.jar:audit-service/journal circulation-service"
    "$root/audit-service/trail/target/quarkus-app/quarkus-run.jar:audit-service/journal audit-service/log audit-service/trail"
    "$root/audit-service/witness/target/madoguchi-witness.jar:audit-service/log audit-service/witness"
)

is_stale() {
    local artefact="$1" reference="$1" folder paths=()
    [ -f "$artefact" ] || return 0
    # Maven leaves a jar alone when nothing in it changes: then the time of the last build counts.
    if [ "$built" -nt "$artefact" ]; then reference="$built"; fi
    paths+=("$root/pom.xml")
    for folder in api-contracts $2; do
        paths+=("$root/$folder/pom.xml")
        if [ -d "$root/$folder/src/main" ]; then paths+=("$root/$folder/src/main"); fi
        # The table by which the trials judge.
        if [ -d "$root/$folder/src/test/resources/disclosure" ]; then paths+=("$root/$folder/src/test/resources/disclosure"); fi
    done
    [ -n "$(find "${paths[@]}" -newer "$reference" -print -quit)" ]
}

anything_stale() {
    local entry
    for entry in "${artefacts[@]}"; do
        if is_stale "${entry%%:*}" "${entry#*:}"; then return 0; fi
    done
    [ ! -f "$keycloak_zip" ] && ! keycloak_is_unpacked
}

keycloak_is_unpacked() {
    compgen -G "$data/tools/keycloak-$keycloak_version-*" >/dev/null
}

require_build_tools() {
    local javac=javac
    if [ -n "${JAVA_HOME:-}" ]; then javac="$JAVA_HOME/bin/javac"; fi
    if ! command -v "$javac" >/dev/null; then
        stop_with "This Java has no compiler (javac). Install a JDK (Debian: apt install openjdk-17-jdk-headless)." \
            "この Java にはコンパイラ（javac）がありません。JDK を入れてください（Debian: apt install openjdk-17-jdk-headless）。"
    fi
    if ! command -v mvn >/dev/null; then
        stop_with "Maven is missing. Install it, 3.8.7 or later (Debian: apt install maven)." \
            "Maven がありません。3.8.7 以降を入れてください（Debian: apt install maven）。"
    fi
}

build_what_is_stale() {
    # A half-copied zip would be taken for a whole one by Maven for ever. Once unpacked it is not looked at again.
    if ! keycloak_is_unpacked && [ -f "$keycloak_zip" ] && ! "$(dirname "$(command -v "$(java_command)")")/jar" tf "$keycloak_zip" >/dev/null 2>&1; then
        rm -f "$keycloak_zip"
    fi
    if ! anything_stale; then return 0; fi
    require_build_tools
    if command -v flock >/dev/null; then
        exec 9>"$data/build.lock"
        if ! flock --nonblock 9; then
            stop_with "Another deploy/up is building. Wait for it." "別の deploy/up がビルドしています。終わるのを待ってください。"
        fi
    fi
    build
    if command -v flock >/dev/null; then exec 9>&-; fi
}

build() {
    local log="$data/logs/build.log" begun="$data/build.begun" status=0 start=$SECONDS
    mkdir -p "$data/logs"
    touch "$begun"
    # Tests are compiled but not run: one module's tests are a library for the others'.
    mvn -B -f "$root/pom.xml" -pl patron-service,roster-send,circulation-service,audit-service/trail,audit-service/witness,deploy/local,deploy/trials,deploy/load -am \
        -DskipTests -Dspotless.check.skip=true package 9>&- 2>&1 | tee "$log" | show_build "$begun" || status=$?
    if [ "$status" -ne 0 ]; then
        grep -E '^\[ERROR\]' "$log" | head -5 >&2 || true
        stop_with "The build failed. All of it: $log" "ビルドに失敗しました。全文: $log"
    fi
    local downloads
    downloads="$(count_downloads "$begun")"
    say "  ✓  Build: $((SECONDS - start)) s, $downloads files downloaded" "  ✓  ビルド: $((SECONDS - start)) 秒、ダウンロード $downloads 件"
    mv "$begun" "$built"
}

# Shows which module is being built, the seconds, and how many files were downloaded.
show_build() {
    local line module="" status downloads=0
    while true; do
        status=0
        IFS= read -r -t 1 line || status=$?
        if [ "$status" -eq 0 ]; then
            if [[ "$line" =~ Building\ (.*[^\ ])\ +[^\ ]+\ +\[([0-9]+/[0-9]+)\] ]]; then
                module="${BASH_REMATCH[2]}  ${BASH_REMATCH[1]}"
                [ "$terminal" = true ] || printf '  …  %s\n' "$module"
            fi
            # At every line the count would cost more than the build.
            continue
        fi
        if [ "$status" -le 128 ]; then break; fi
        if [ "$terminal" = true ]; then
            downloads="$(count_downloads "$1")"
            printf '\r\033[2K  … %3d s  %s' "$((SECONDS - start))" "$module"
            if [ "$downloads" -gt 0 ]; then say_inline " ($downloads files downloaded)" "（ダウンロード $downloads 件）"; fi
        fi
    done
    if [ "$terminal" = true ]; then printf '\r\033[2K'; fi
}

say_inline() {
    printf '%s' "$(say "$1" "$2")"
}

# Maven itself is told to be silent about them, because each would be a line of its own.
count_downloads() {
    find "${MADOGUCHI_MAVEN_REPOSITORY:-$HOME/.m2/repository}" -newer "$1" \( -name '*.jar' -o -name '*.pom' -o -name '*.zip' \) \
        2>/dev/null | wc -l | tr -d ' '
}
