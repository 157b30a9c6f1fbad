//! Files that the host asks for, made in the worker.

use std::rc::Rc;

use ip_health_engine::exchange::frame::{Export, ExportFormat, Exported, FromPage, base64};

use super::bridge::Bridge;
use crate::state::disk;
use crate::worker::{Assess, WriteWorkbook, run};

impl Bridge {
    /// Makes a file and gives it to the host.
    pub(super) fn export(self: &Rc<Self>, wanted: Export) {
        let Some(desk) = self.desk() else { return };
        let as_of = desk.session.session.as_of;
        let dossier = Rc::clone(&desk.document.dossier);
        let enterprise = if dossier.enterprise.name.is_empty() { "ip-health-check" } else { &dossier.enterprise.name };
        let name = [enterprise, "_", &as_of.to_string()].concat();
        let format = wanted.format;
        let bridge = Rc::downgrade(self);
        let answer = move |made: Result<Vec<u8>, String>| {
            if let Some(bridge) = bridge.upgrade() {
                bridge.exported(wanted, &name, made);
            }
        };
        match format {
            ExportFormat::File => answer(Ok(Self::file(&desk).into_bytes())),
            ExportFormat::Workbook => self.run(|done| {
                let language = desk.language.texts.language();
                run(
                    WriteWorkbook { dossier, as_of, language },
                    |_| {},
                    move |outcome| {
                        done();
                        answer(match outcome {
                            Ok(Ok(bytes)) => Ok(bytes.into_vec()),
                            Ok(Err(reason)) => Err(reason.reason),
                            Err(broken) => Err(broken.to_string()),
                        });
                    },
                )
            }),
            ExportFormat::Assessment => self.run(|done| {
                run(
                    Assess { dossier, as_of, with_plan: true },
                    |_| {},
                    move |outcome| {
                        done();
                        answer(match outcome {
                            Ok(Ok(assessment)) => serde_json::to_vec(&*assessment).map_err(|error| error.to_string()),
                            Ok(Err(reason)) => Err(reason),
                            Err(broken) => Err(broken.to_string()),
                        });
                    },
                )
            }),
        }
    }

    fn exported(&self, wanted: Export, name: &str, made: Result<Vec<u8>, String>) {
        let Export { request, format } = wanted;
        let (ending, media_type) = match format {
            ExportFormat::File => (".iphc.json", "application/json"),
            ExportFormat::Workbook => (".xlsx", disk::SPREADSHEET),
            ExportFormat::Assessment => (".assessment.json", "application/json"),
        };
        match made {
            Ok(bytes) => self.say(&FromPage::Export(Exported {
                request,
                format,
                name: [name, ending].concat(),
                media_type: media_type.to_owned(),
                bytes: base64(&bytes),
            })),
            Err(reason) => self.refuse(request, "export", Some("format"), &reason),
        }
    }
}
