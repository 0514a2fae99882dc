# Reads "watch PID SIGNAL", "paused PID", "resumed PID" and "forget PID" until the input ends, which means that the process
# that writes them has ended. Then ends what is left and deletes the directory $1.
trap '' INT TERM HUP QUIT
watched=
paused=

without() { # PID LIST: the list without that process
    rest=
    for entry in $2; do
        [ "${entry%%:*}" = "$1" ] || rest="$rest $entry"
    done
    echo "$rest"
}

while read -r order pid signal; do
    case $order in
        watch) watched="$watched $pid:$signal" ;;
        paused) paused="$paused $pid" ;;
        resumed) paused=$(without "$pid" "$paused") ;;
        forget) watched=$(without "$pid" "$watched") ;;
    esac
done

for entry in $watched; do
    kill "-${entry#*:}" "${entry%%:*}"
done
for pid in $paused; do
    kill -CONT "$pid"
done

alive() {
    for entry in $watched; do
        kill -0 "${entry%%:*}" && return 0
    done
    return 1
}

tenths=0
while alive && [ $tenths -lt 100 ]; do
    sleep 0.1
    tenths=$((tenths + 1))
done
for entry in $watched; do
    kill -KILL "${entry%%:*}" "-${entry%%:*}"
done
rm -rf -- "$1"
