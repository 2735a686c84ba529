#!/bin/sh
# fill.sh PLACE: prints porchlight.conf with the values of the file PLACE in it.
set -eu
case $1 in */*) place=$1 ;; *) place=./$1 ;; esac
. "$place"
script=
for name in NAME CERTIFICATE KEY ONE TWO HTTP HTTPS; do
    eval "value=\${PORCHLIGHT_$name:?is not set in $place}"
    script="$script;s|\${PORCHLIGHT_$name}|$value|g"
done
exec sed "$script" "$(dirname "$0")/porchlight.conf"
