# Shell functions that deploy/local/up, deploy/local/agent, deploy/local/wva and tests/run share: set up and build what is missing. Source it; it does nothing by itself.

wva_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
wva_out=$wva_root/artifacts/local
wva_shipped=$wva_root/artifacts/as-shipped # there once the tests, or a measurement, have asked for it

# No build server stays behind, nothing is sent anywhere, and messages are in one language.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Without ICU no .NET program starts unless it is told to do without; nothing here needs cultures.
ldconfig -p 2>/dev/null | grep libicuuc >/dev/null || compgen -G '/usr/lib/*/libicuuc.so*' >/dev/null || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

# The tool needs a home that can be written to.
[ -w "${HOME:-/nonexistent}" ] || export DOTNET_CLI_HOME="${TMPDIR:-/tmp}/dotnet-home-$(id -u)"

# One compiler for all projects of a build, twice as fast as one each; ended with it.
wva_compiler=(-p:UseSharedCompilation=true "-p:SharedCompilationId=wva-$$")

# A build is over soon and runs most of its code once: compiled once, without looking for what is worth it, it takes half the time.
wva_dotnet() { DOTNET_TieredCompilation=0 dotnet "$@"; }

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

# What links the agent: a C compiler; as it ships with OpenSSL built into it.
wva_need_native() {
    local missing=()
    command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(clang)
    command -v objcopy >/dev/null || missing+=(binutils)
    if [ -e "$wva_shipped" ]; then
        command -v cmake >/dev/null || missing+=(cmake)
        command -v make >/dev/null || missing+=(make)
        [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
        [ -e /usr/include/openssl/ssl.h ] || missing+=(libssl-dev)
    fi
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

declare -A wva_project=([up]=deploy/local/Wva.Local [agent]=agent/Wva.Agent [aggregator]=aggregator/Host/Wva.Aggregator [wva]=aggregator/Cli/Wva.Cli)
declare -A wva_sources=(
    [up]='deploy/local shared aggregator/Api aggregator/Fleet aggregator/Replay aggregator/Scaling aggregator/Scenarios'
    [agent]='agent shared/Contracts shared/Telemetry'
    [aggregator]='aggregator shared/Contracts shared/Telemetry'
    [wva]='aggregator/Cli aggregator/Api aggregator/Scaling aggregator/Scenarios'
)

# From here on programs are built as they ship, and their style is checked. Without it a build is for looking at the system soon.
wva_as_shipped() { [ -e "$wva_shipped" ] || { mkdir -p "${wva_shipped%/*}" && touch "$wva_shipped"; }; }

# The path of a published program's folder.
wva_program() { printf '%s/%s\n' "$wva_out" "${wva_project[$1]##*/}"; }

# wva_publish NAME...: publishes those programs to artifacts/local that are older than their sources, all in one build. Whoever else asks waits. Ctrl-C ends it.
wva_publish() {
    mkdir -p "$wva_out" && (
        before=${!:-} # whoever calls may have jobs of its own
        trap 'wva_end_build; exit 130' INT
        trap 'wva_end_build; exit 143' TERM HUP
        flock -n 9 || { wva_say "waiting for another build ..."; flock 9; } || exit 1
        cd "$wva_root" || exit 1
        stale=() common=(Directory.Build.props Directory.Build.targets Directory.Packages.props global.json deploy/local/lib.sh)
        [ ! -e "$wva_shipped" ] || common+=("$wva_shipped")
        for name in "$@"; do
            # shellcheck disable=SC2086 # several paths
            [ -d "$(wva_program "$name")" ] && ! wva_is_stale "$wva_out/$name.built" ${wva_sources[$name]} "${common[@]}" || stale+=("$name")
        done
        [ ${#stale[@]} -gt 0 ] || exit 0
        wva_need_dotnet
        case " ${stale[*]} " in *' agent '*) wva_need_native ;; esac
        wva_say "building ${stale[*]}$([ ! -e "$wva_shipped" ] || echo ', as they ship') ..."
        for name in "${stale[@]}"; do touch "$wva_out/$name.started"; done
        set -m # a process group of its own: it hears Ctrl-C from us, and all of it
        wva_publish_stale </dev/null >"$wva_out/build.log" 2>&1 9>&- &
        set +m
        code=0
        wait "$!" || code=$?
        wva_end_compiler
        if [ "$code" -ne 0 ]; then
            { grep -E '(error|warning) [A-Z]+[0-9]+' "$wva_out/build.log" | sed "s|$wva_root/||g" | sort -u | head -n 20 | grep . || tail -n 20 "$wva_out/build.log"; } >&2
            wva_fail "building ${stale[*]} failed; all of it: $wva_out/build.log"
        fi
        # The time before the build: what was changed during it is built next time.
        for name in "${stale[@]}"; do mv "$wva_out/$name.started" "$wva_out/$name.built"; done
    ) 9>"$wva_out/.lock" || return
}

# One build of a solution filter: what the programs share is compiled once, and the rest side by side; one process more than cores, since whoever links waits.
wva_publish_stale() {
    local flags=(-c Release -v q "-m:$(($(nproc) + 1))" "-p:PublishRoot=$wva_out" "${wva_compiler[@]}") name projects=()
    # Between the two ways everything is compiled again (analyzers, Directory.Build.props), and so linked again.
    [ -e "$wva_shipped" ] || flags+=(-p:RunAnalyzers=false -p:PublishReadyToRun=false -p:StaticExecutable=false -p:StaticOpenSslLinking=false -p:NativeDebugSymbols=false)
    command -v clang >/dev/null || flags+=(-p:CppCompilerAndLinker=gcc)
    for name in "${stale[@]}"; do projects+=("\"${wva_project[$name]}.csproj\""); done
    (IFS=, && printf '{"solution":{"path":"../../Wva.Distributed.sln","projects":[%s]}}\n' "${projects[*]}") >"$wva_out/stale.slnf"
    wva_dotnet publish "$wva_out/stale.slnf" "${flags[@]}"
}

wva_end_build() {
    exec 2>/dev/null
    [ "${!:-}" != "$before" ] || return 0
    kill -TERM -- "-$!" || true
    wait
    wva_end_compiler
}
