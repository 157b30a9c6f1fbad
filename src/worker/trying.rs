//! What a worker keeps of the dossier that levers are moved on.

use std::cell::RefCell;

use ip_health_engine::AssessError;
use ip_health_engine::decide::{Baseline, Outlook};
use ip_health_engine::rules::RulePack;
use jiff::civil::Date;

use super::WhatIf;
use super::messages::Answer;

/// The dossier as it stands, valued on a day under the rules of the pack by that text.
struct Told {
    baseline: Baseline,
    as_of: Date,
    pack: Option<Box<str>>,
}

/// What this worker was told last that is asked about again and again.
#[derive(Default)]
pub struct Trying(RefCell<Option<Told>>);

impl Trying {
    /// Does a [`WhatIf`] under rules with the text of the pack that lies over those of this build.
    pub fn answer(&self, job: &WhatIf, pack: Option<&str>, rules: &RulePack) -> Answer {
        let outlook = self.outlook(job, pack, rules);
        Answer::WhatIf(outlook.map(|found| found.map(Box::new)).map_err(|error| error.to_string()))
    }

    fn outlook(&self, job: &WhatIf, pack: Option<&str>, rules: &RulePack) -> Result<Option<Outlook>, AssessError> {
        if let Some(about) = &job.about {
            let baseline = Baseline::new(&about.dossier, &rules.on(about.as_of))?;
            self.0.replace(Some(Told { baseline, as_of: about.as_of, pack: pack.map(Box::from) }));
        }
        let told = self.0.borrow();
        // What was told under other rules was not told.
        let Some(told) = told.as_ref().filter(|told| told.pack.as_deref() == pack) else { return Ok(None) };
        told.baseline.outlook(&job.scenario, &rules.on(told.as_of)).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use ip_health_engine::dossier::{Scenario, read_file};
    use jiff::civil::date;

    use super::super::messages::Job;
    use super::*;
    use crate::worker::WhatIfAbout;

    #[test]
    fn a_dossier_is_told_once_and_again_under_other_rules() {
        let rules = RulePack::built_in().unwrap();
        let file = read_file(include_bytes!("../../tests/data/samples/chip.iphc.json")).unwrap().file;
        let about = WhatIfAbout { dossier: Rc::new(file.dossier), as_of: date(2026, 11, 23) };
        let trying = Trying::default();
        let ask = |about: Option<&WhatIfAbout>, growth: f64, pack: Option<&str>| {
            let scenario = Scenario { levers: [("LV-GROWTH".to_owned(), growth)].into(), ..Scenario::default() };
            let job = WhatIf { about: about.cloned(), scenario };
            WhatIf::output(trying.answer(&job, pack, &rules)).unwrap().unwrap().map(|found| found.value.p50)
        };
        assert_eq!(ask(None, 0.05, None), None);
        let first = ask(Some(&about), 0.05, None).unwrap();
        let moved = ask(None, 0.06, None).unwrap();
        assert!(first < moved, "{first} {moved}");
        assert_eq!(ask(None, 0.05, None), Some(first));
        // The text of a pack stands for its rules: here it only has to be another.
        assert_eq!(ask(None, 0.05, Some("another")), None);
        assert_eq!(ask(Some(&about), 0.05, Some("another")), Some(first));
        assert_eq!(ask(None, 0.05, None), None);
    }
}
