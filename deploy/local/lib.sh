# Shell functions that deploy/local/up, deploy/local/agent, deploy/local/wva and tests/run share: set up and build what is missing. Source it; it does nothing by itself.

wva_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
wva_out=$wva_root/artifacts/local
wva_styled=$wva_root/artifacts/styled # there where tests/run has built: then every build checks the style

# No build server stays behind, nothing is sent anywhere, and messages are in one language.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Without ICU no .NET program starts unless it is told to do without; nothing here needs cultures.
ldconfig -p 2>/dev/null | grep libicuuc >/dev/null || compgen -G '/usr/lib/*/libicuuc.so*' >/dev/null || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

# The tool needs a home that can be written to.
[ -w "${HOME:-/nonexistent}" ] || export DOTNET_CLI_HOME="${TMPDIR:-/tmp}/dotnet-home-$(id -u)"

# One compiler for all projects of a build, twice as fast as one each; ended with it.
wva_compiler=(-p:UseSharedCompilation=true "-p:SharedCompilationId=wva-$$")

wva_end_compiler() { dotnet exec "$DOTNET_ROOT/sdk/$(dotnet --version)/Roslyn/bincore/VBCSCompiler.dll" "-pipename:wva-$$" -shutdown >/dev/null 2>&1 || true; }

wva_say() { printf '%s\n' "$*" >&2; }

wva_fail() { wva_say "$*"; exit 1; }

# The .NET 10 SDK is the one thing that has to be there already.
wva_need_dotnet() {
    local dotnet
    for dotnet in "$(command -v dotnet || true)" "${HOME:-}/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
        if [ -x "$dotnet" ] && "$dotnet" --list-sdks 2>/dev/null | grep '^10\.' >/dev/null; then
            # An executable of ours finds the runtime by it, wherever the SDK lies.
            DOTNET_ROOT=$(dirname "$(readlink -f "$dotnet")")
            export DOTNET_ROOT PATH="$DOTNET_ROOT:$PATH"
            return
        fi
    done
    wva_fail "the .NET 10 SDK is not installed: https://dotnet.microsoft.com/download/dotnet/10.0 or 'apt-get install dotnet-sdk-10.0'"
}

# What links the agent: a C compiler, and OpenSSL, which is built into it.
wva_need_native() {
    local missing=()
    command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(clang)
    command -v cmake >/dev/null || missing+=(cmake)
    command -v make >/dev/null || missing+=(make)
    command -v objcopy >/dev/null || missing+=(binutils)
    [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
    [ -e /usr/include/openssl/ssl.h ] || missing+=(libssl-dev)
    [ ${#missing[@]} -eq 0 ] || wva_install "${missing[@]}"
}

wva_install() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || wva_fail "the agent's build needs these packages: $* (as root: apt-get install $*)"
    wva_say "installing $* ..."
    local log
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        wva_fail "installing $* failed"
    fi
    rm -f "$log"
}

# wva_is_stale STAMP PATH...: true where something below a path is newer than the stamp (a folder is, when a file came or went), or there is no stamp.
wva_is_stale() {
    local stamp=$1
    shift
    [ ! -e "$stamp" ] || [ -n "$(find "$@" \( -type d -o ! -name '*.md' \) -newer "$stamp" -print -quit)" ]
}

declare -A wva_project=([up]=deploy/local [agent]=agent [aggregator]=aggregator/Host [wva]=aggregator/Cli)
declare -A wva_sources=(
    [up]='deploy/local shared aggregator/Api aggregator/Fleet aggregator/Replay aggregator/Scaling aggregator/Scenarios'
    [agent]='agent shared/Contracts shared/Telemetry'
    [aggregator]='aggregator shared/Contracts shared/Telemetry'
    [wva]='aggregator/Cli aggregator/Api aggregator/Scaling aggregator/Scenarios'
)

# wva_publish NAME...: publishes those programs to artifacts/local/NAME that are older than their sources. The first goes alone and the others side by side, so of
# several the first is 'up', which builds what they share. Whoever else asks waits. Ctrl-C ends all of it.
wva_publish() {
    mkdir -p "$wva_out" && (
        jobs=()
        trap 'wva_end_jobs; exit 130' INT
        trap 'wva_end_jobs; exit 143' TERM HUP
        flock -n 9 || { wva_say "waiting for another build ..."; flock 9; } || exit 1
        cd "$wva_root" || exit 1
        stale=()
        for name in "$@"; do
            # shellcheck disable=SC2086 # several paths
            ! wva_is_stale "$wva_out/$name.built" ${wva_sources[$name]} Directory.Build.props Directory.Build.targets Directory.Packages.props global.json || stale+=("$name")
        done
        [ ${#stale[@]} -gt 0 ] || exit 0
        wva_need_dotnet
        case " ${stale[*]} " in *' agent '*) wva_need_native ;; esac
        flags=(-c Release -v q "${wva_compiler[@]}")
        # Whoever has not run the tests builds without a check of style, which takes twice as long.
        [ -e "$wva_styled" ] || flags+=(-p:RunAnalyzers=false)
        wva_say "building ${stale[*]} ..."
        wva_publish_jobs "${stale[0]}" && wva_publish_jobs "${stale[@]:1}"
        code=$?
        wva_end_compiler
        exit "$code"
    ) 9>"$wva_out/.lock" || return
}

# Publishes side by side; fails where one does.
wva_publish_jobs() {
    local name job code=0
    for name in "$@"; do
        set -m # a job is a process group of its own: it hears Ctrl-C from us, and all of it
        wva_publish_one "$name" </dev/null 9>&- &
        set +m
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job" || code=1; done
    jobs=()
    return "$code"
}

wva_end_jobs() {
    local job
    exec 2>/dev/null
    for job in "${jobs[@]}"; do kill -TERM -- "-$job" || true; done
    wait
    wva_end_compiler
}

wva_publish_one() {
    local name=$1 log=$wva_out/$1.log start=$wva_out/$1.started own=()
    [ "$name" != agent ] || command -v clang >/dev/null || own+=(-p:CppCompilerAndLinker=gcc)
    touch "$start"
    if ! dotnet publish "${wva_project[$name]}" -o "$wva_out/$name" "${flags[@]}" "${own[@]}" >"$log" 2>&1; then
        grep -E 'error' "$log" | sort -u | head -n 20 >&2
        wva_say "building $name failed; all of it: $log"
        return 1
    fi
    mv "$start" "$wva_out/$name.built" # the time before the build: what was changed during it is built next time
}
