# SPDX-License-Identifier: Apache-2.0
# Turns the list of options that a command's --help prints into a part of its manual page (man(7)): each heading a
# subsection, each option a tagged paragraph. What comes before the first heading, and the commands, are left out.

function escaped(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    return text
}

/^[^ ].*:$/ {
    in_options = $0 != "Commands:"
    if (in_options) print ".SS " prefix escaped(substr($0, 1, length($0) - 1))
    next
}

!in_options || /^$/ { next }

# Another paragraph, behind the last list.
/^[^ ]/ { in_options = 0; next }

/^  -/ {
    end = index(substr($0, 3), "  ")
    name = end ? substr($0, 3, end - 1) : substr($0, 3)
    print ".TP"
    print ".B " escaped(name)
    $0 = end ? substr($0, end + 2) : ""
}

{ sub(/^ +/, "") }
$0 != "" { print ($0 ~ /^['.]/ ? "\\&" : "") escaped($0) }
