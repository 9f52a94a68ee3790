# shellcheck shell=bash
# mmdebstrap for the build scripts of images. To be sourced by a script that sets: suite, mirror, work (a folder for temporary
# files), log (a file), running (empty) and lock (an open file's number).
# shellcheck disable=SC2154  # those

# launch ARGUMENT…: mmdebstrap in the background, in a process group of its own, so that it can be ended with all it started, and,
# as root, with mounts of its own, which go with it.
launch() {
    local sources isolation=(setsid) check_validity
    (( EUID != 0 )) || isolation=(setsid unshare --mount)
    mapfile -t sources < <(source_lines)
    # A mirror in a closed network may be frozen, past the date until which it calls itself valid: the host's apt says whether to mind.
    eval "$(apt-config shell check_validity Acquire::Check-Valid-Until/b)"
    TMPDIR=$work "${isolation[@]}" mmdebstrap --variant=minbase --aptopt='Acquire::Retries "2"' --aptopt='Acquire::http::Timeout "20"' \
        --aptopt="Acquire::Check-Valid-Until \"${check_validity:-true}\"" "$@" "${sources[@]}" >> "$log" 2>&1 {lock}>&- < /dev/null &
    running=$!
}

await() {
    local status=0
    wait "$running" || status=$?
    running=''
    return "$status"
}

# The lines for sources.list: of the mirror asked for, else of those that this Debian's apt uses; none lets mmdebstrap choose.
source_lines() {
    if [[ -n $mirror ]]; then
        echo "deb $mirror $suite main"
        return
    fi
    local codename
    # shellcheck disable=SC1091  # the host's
    codename=$(. /etc/os-release; [[ ${ID:-} == debian ]] && echo "${VERSION_CODENAME:-}") || return 0
    # shellcheck disable=SC2016  # for apt-get to fill in
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(ORIGIN) $(REPO_URI)' 'Created-By: Packages' 2> /dev/null |
        awk -v own="$codename" -v suite="$suite" '
            $2 == "main" && ($3 == "Debian" || NF == 3) && index($1, own) == 1 {
                pocket = substr($1, length(own) + 1)
                if (suite == "sid" && pocket != "") next   # it has no others
                if ((pocket == "" || pocket == "-updates" || pocket == "-security") && !seen[pocket]++)
                    print (pocket == "" ? 0 : 1), "deb", $NF, suite pocket, "main"
            }' | sort | cut -d' ' -f2-
}

# Where the packages come from, for messages.
source_names() {
    local names
    names=$(source_lines | cut -d' ' -f2 | sort -u | paste -sd' ')
    echo "${names:-the default mirror of mmdebstrap}"
}

# mmdebstrap and all it started are one process group, made in launch; its mounts go with the last of them.
# shellcheck disable=SC2317
end_running() {
    kill -TERM -- "-$running" 2> /dev/null || return 0
    for _ in {1..50}; do
        kill -0 -- "-$running" 2> /dev/null || return 0
        sleep 0.1
    done
    kill -KILL -- "-$running" 2> /dev/null || true
}
