# Closed vocabularies of the dossier.
sector-integrated-circuits = Integrated circuits
sector-biomedicine = Biomedicine
sector-medical-devices = Medical devices
sector-software = AI and software
sector-electronics = Electronics
sector-equipment = Equipment and machinery
sector-instruments = Instruments
sector-new-energy-vehicles = New-energy vehicles and parts
sector-new-materials = New materials and chemicals
sector-environment = Energy saving and environment
sector-consumer-goods = Consumer goods and food
sector-other-manufacturing = Other manufacturing

size-micro = Micro
size-small = Small
size-medium = Medium
size-large = Large

certificate-high-tech = High and New Technology Enterprise
certificate-tech-sme = Technology-based SME
certificate-innovative-sme = Innovative SME
certificate-specialised = Specialised and innovative SME
certificate-little-giant = “Little Giant” SME
certificate-ip-demonstration = IP model enterprise

legal-form-limited = Limited liability company
legal-form-joint-stock = Joint stock company

kind-invention = Invention patent
kind-utility-model = Utility model
kind-design = Design patent
kind-trademark = Registered trade mark
kind-software-copyright = Software copyright
kind-other-copyright = Other copyright
kind-layout-design = IC layout design
kind-geographical-indication = Geographical indication
kind-licence-revenue = Licence-revenue right
kind-data-ip = Data IP
kind-plant-variety = Plant variety right
kind-trade-secret = Trade secret


status-granted = Granted or registered
status-pending = Pending
status-terminated = Terminated
status-invalidated = Invalidated
status-lapsed = Expired, withdrawn or refused

encumbrance-pledged = Pledged
encumbrance-preserved = Under judicial preservation
encumbrance-leaseback = Sold and leased back
encumbrance-contributed = Contributed as capital
encumbrance-trust = Held in trust
encumbrance-abs-pool = In a securitisation pool
encumbrance-exclusive-licence = Exclusively licensed out

right-dispute-none = No dispute
right-dispute-ownership = Ownership dispute
right-dispute-invalidation = Invalidation pending
right-dispute-upheld = Upheld after invalidation
right-dispute-plaintiff = Enforced as plaintiff
right-dispute-defendant = Sued for infringement

evaluation-none = No report
evaluation-favourable = Report, favourable
evaluation-unfavourable = Report, unfavourable

exploitation-unused = Not used
exploitation-defensive = Held for defence
exploitation-pilot = Trial or sample
exploitation-sold = In products on sale
exploitation-core = In the core product

mark-ordinary = Ordinary mark
mark-collective = Collective mark
mark-certification = Certification mark

stage-laboratory = Laboratory
stage-pilot = Pilot
stage-small-batch = Small batch
stage-volume = Volume, growing
stage-mature = Mature, under contract

licence-in = Licensed in
licence-out = Licensed out

exclusivity-exclusive = Exclusive
exclusivity-sole = Sole
exclusivity-ordinary = Non-exclusive

dispute-infringement = Infringement
dispute-ownership = Ownership
dispute-invalidation = Invalidation
dispute-trade-secret = Trade secrets, unfair competition
dispute-contract = Contract

role-plaintiff = Plaintiff
role-defendant = Defendant

funds-working-capital = Working capital
funds-capital-expenditure = Capital expenditure
funds-research = R&D
funds-acquisition = Acquisition

star-sector-information = Next-generation IT
star-sector-equipment = High-end equipment
star-sector-materials = New materials
star-sector-energy = New energy
star-sector-environment = Energy saving and environment
star-sector-biomedicine = Biomedicine
star-sector-other = Other field within the board’s position

business-technology = Technology
business-fintech = Financial technology
business-model-innovation = Business-model innovation
business-real-estate = Real estate
business-finance = Finance and investment

red-chip-no = No
red-chip-listed = Red chip listed abroad
red-chip-unlisted = Red chip not yet listed

audit-unqualified = Unqualified in all three years
audit-other = Another opinion
audit-none = Not audited yet

issue-absent = Does not arise
issue-open = Open
issue-mitigated = Being cured
issue-closed = Cured

practice-policy = Written IP policy
practice-officer = A person in charge
practice-budget = Dedicated IP budget
practice-staff-agreements = Invention and confidentiality agreements with all R&D staff
practice-inventor-reward = Inventor rewards paid
practice-trade-secrets = Trade secrets marked, restricted and logged
practice-freedom-to-operate = Prior search before R&D, clearance before launch
practice-watch = Watch on competitors and infringement
practice-fee-calendar = Fee calendar kept
practice-open-source = Open-source code scanned regularly
practice-data-rights = Data sources and rights documented
practice-project-ledger = R&D ledger by project
practice-timesheets = R&D timesheets
practice-capitalisation-policy = Capitalisation policy for R&D
practice-staff-list = List of R&D staff
practice-annual-audit = Yearly IP audit

district-huangpu = Huangpu
district-xuhui = Xuhui
district-changning = Changning
district-jingan = Jing’an
district-putuo = Putuo
district-hongkou = Hongkou
district-yangpu = Yangpu
district-minhang = Minhang
district-baoshan = Baoshan
district-jiading = Jiading
district-pudong = Pudong
district-jinshan = Jinshan
district-songjiang = Songjiang
district-qingpu = Qingpu
district-fengxian = Fengxian
district-chongming = Chongming
district-elsewhere = Outside Shanghai
