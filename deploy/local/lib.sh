# Shell functions that deploy/local/up, deploy/local/agent, deploy/local/wva and tests/run share: set up and build what is missing. Source it; it does nothing by itself.

wva_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
wva_out=$wva_root/artifacts/local

# No build server stays behind, nothing is sent anywhere, and messages are in one language.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Without ICU no .NET program starts unless it is told to do without; nothing here needs cultures.
ldconfig -p 2>/dev/null | grep -q libicuuc || compgen -G '/usr/lib/*/libicuuc.so*' >/dev/null || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

# The tool needs a home that can be written to.
[ -w "${HOME:-/nonexistent}" ] || export DOTNET_CLI_HOME="${TMPDIR:-/tmp}/dotnet-home-$(id -u)"

wva_say() { printf '%s\n' "$*" >&2; }

wva_fail() { wva_say "$*"; exit 1; }

# The .NET 10 SDK is the one thing that has to be there already.
wva_need_dotnet() {
    local dotnet
    for dotnet in "$(command -v dotnet || true)" "${HOME:-}/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
        if [ -x "$dotnet" ] && "$dotnet" --list-sdks 2>/dev/null | grep -q '^10\.'; then
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
    [ ! -e "$stamp" ] || [ -n "$(find "$@" \( -type d -o -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.json' -o -name '*.xml' \) -newer "$stamp" -print -quit)" ]
}

# wva_publish NAME PROJECT SOURCE...: publishes PROJECT to artifacts/local/NAME unless that is newer than all its sources. One at a time, whoever asks.
wva_publish() {
    local name=$1 project=$2 stamp=$wva_out/$1.built log=$wva_out/$1.log
    shift 2
    mkdir -p "$wva_out"
    (
        flock 9
        cd "$wva_root"
        wva_is_stale "$stamp" "$project" "$@" Directory.Build.props Directory.Build.targets Directory.Packages.props global.json || exit 0
        wva_need_dotnet
        [ "$name" != agent ] || wva_need_native
        wva_say "building $name ..."
        local start=$wva_out/$name.started flags=()
        [ "$name" != agent ] || command -v clang >/dev/null || flags+=(-p:CppCompilerAndLinker=gcc)
        touch "$start"
        if ! dotnet publish "$project" -c Release -o "$wva_out/$name" -v q -p:UseSharedCompilation=false "${flags[@]}" >"$log" 2>&1 9>&-; then
            grep -E 'error' "$log" | sort -u | head -n 20 >&2
            wva_fail "building $name failed; all of it: $log"
        fi
        mv "$start" "$stamp" # the time before the build: what was changed during it is built next time
    ) 9>"$wva_out/.lock" || exit 1
}

wva_agent() { wva_publish agent agent shared/Contracts shared/Telemetry; }

wva_aggregator() { wva_publish aggregator aggregator/Host aggregator shared/Contracts shared/Telemetry; }

wva_cli() { wva_publish wva aggregator/Cli aggregator/Api aggregator/Scaling aggregator/Scenarios; }

wva_up() { wva_publish up deploy/local shared aggregator/Api aggregator/Fleet aggregator/Replay aggregator/Scaling aggregator/Scenarios; }
