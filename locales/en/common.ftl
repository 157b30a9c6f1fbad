# Header, status and common buttons.
app-name = IP Health Check
app-loading = Loading the rules…
app-skip = Skip to content
nav-label = Main
nav-interview = Questions
nav-portfolio = Portfolio
nav-report = Report
language-other = 中文
language-other-label = 切换为中文

shield-clean = { $requests ->
    [one] No data has left this computer · 1 request
   *[other] No data has left this computer · { $requests } requests
}
shield-starting = Sealing the page
shield-violations = { $count ->
    [one] 1 outgoing request stopped
   *[other] { $count } outgoing requests stopped
}

saved-blank = Nothing entered yet
saved-nowhere = Not saved
saved-browser = In this browser only, { $time }
saved-file = Saved to file, { $time }
saved-browser-hint = Clearing the browser’s data deletes it too; save it as a file
saved-nowhere-hint = The browser refused storage or is full; save it as a file now
read-only = Read only

update-ready = A newer version is ready; it will be used when you next open this page.
update-apply = Use it now
update-other-windows = Other windows still use the old version. Close them first.

undo = Undo
redo = Redo
save-file = Save file
print = Print
menu-export = Export
cancel = Cancel
close = Close
remove = Delete
edit = Change
yes = Yes
no = No
unsure = Not sure
none-of-these = None of these
not-given = Not given

unit-plain = CNY { $number }
unit-middle = CNY { $number } million
unit-large = CNY { $number } billion
unit-point-of-percent = 1 percentage point
unit-points-of-percent = { $number } percentage points
unit-years = { $number } years
unit-months = { $number } months
unit-days = { $number } days
unit-wan = CNY 10,000
unit-percent = %

footer-disclaimer = An indicative self-check, not a statutory appraisal report (资产评估报告).
footer-pack = Rules: { $name } { $version }
footer-build = Build { $build }
footer-coverage = The guidance, article by article
footer-privacy = See the privacy proof
