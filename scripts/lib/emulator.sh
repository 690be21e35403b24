# SPDX-License-Identifier: Apache-2.0
# Tells faults of the emulator from failures of what is tested, by the reports of Maven's failsafe.
# shellcheck shell=bash

# emulator_faults REPORTS: prints the classes, with commas between, in which a test has failed by EmulatorFault. Fails if
# there is none, if there is any other failure, or if the run of the VM tests was not complete.
emulator_faults() {
    local summary=$1/vm.xml failures classes
    local failure='^ *<(failure|error)[ >]' mark=' type="io\.mitosis\.vm\.EmulatorFault"'
    [[ -f $summary ]] || return 1
    # Of a JVM that has crashed or hung, some classes have no report.
    grep -q 'timeout="false"' "$summary" || return 1
    grep -q '<failureMessage xsi:nil="true"' "$summary" || return 1
    # A start tag is on one line, and quotes within its attributes are escaped.
    failures=$(grep -hE "$failure" "$1"/TEST-*.xml) || return 1
    if grep -qvE "$mark" <<<"$failures"; then
        return 1
    fi
    classes=$(cd "$1" && grep -lE "$failure" TEST-*.xml | sed 's/^TEST-\(.*\)\.xml$/\1/')
    echo "${classes//$'\n'/,}"
}

# keep_reports REPORTS CLASSES DIRECTORY: copies what emulator_faults has named, before the next run writes there.
keep_reports() {
    local class
    mkdir -p "$3"
    for class in ${2//,/ }; do
        cp --preserve=timestamps --backup=numbered "$1/TEST-$class.xml" "$3/"
    done
}
