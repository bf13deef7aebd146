# The portal in English. Names of things are those of GS NFV-SEC 021 and GS NFV-SOL 004.

language-tag = en
language-name = English
title = vnfseal – verify signed VNF packages
title-verifying = Verifying
title-read = Waits for you
title-no-result = No result

## The frame of the page

skip = Skip to the content
nav = Views
view-verify = Verify
view-verify-title = Verify VNF packages
view-trust = Trust store
view-policy = Policy
view-this-page = About this tool
promise = Nothing leaves this page
label = { $name }:
language = Language
footer = Verifies VNF packages (ETSI GS NFV-SOL 004) against ETSI GS NFV-SEC 021. Everything is computed in this browser; no file, name or result is sent anywhere.
dismiss = Dismiss
close = Close
yes = Yes
no = No
not-stated = Not stated
drop-here = Drop to verify
part-not-loaded = This part of the page could not be loaded. Check the network, and try again.
part-load-again = Try again

## Numbers

number-decimal = { $whole }.{ $tenths }
number-grouped = { $before },{ $digits }
number-bytes = { $number } { $prefix }B
series = { $one }; { $next }
