//! Boards of the office at a moment: what they are read from.

use coop_registry::{
    branches::{
        cases::{Case, Law, Service, cases},
        elections::{Board, ElectionLaw, Sources, board_of, boards, boards_recorded},
    },
    cli::{CommandError, Office, statutory},
    model::Moment,
    register::ReadRegister,
};
use std::collections::{BTreeMap, BTreeSet};

/// What boards are read from besides their register.
pub struct Watch {
    pub election: ElectionLaw,
    pub law: Law,
    usual_act: String,
    elections: (Service, Vec<Case>),
    supersessions: (Service, Vec<Case>),
}

impl Watch {
    pub fn read(office: &Office, register: &dyn ReadRegister, moment: Moment) -> Result<Self, CommandError> {
        let law = statutory::law(office, register, moment)?;
        let services = statutory::services(office, &law.clocks)?;
        let of = |code: &str| -> Result<(Service, Vec<Case>), CommandError> {
            let service = statutory::one_of(&services, code)?.clone();
            let all = cases(register, &service, moment)?;
            Ok((service, all))
        };
        let (elections, supersessions) = (of("election")?, of("supersession")?);
        let state = office.settings()?.get("office.state");
        let usual_act = elections.0.usual_law.get(state).cloned().unwrap_or_default();
        Ok(Self { election: ElectionLaw::load(office.files(), &law.clocks)?, law, usual_act, elections, supersessions })
    }
    fn sources(&self) -> Sources<'_> {
        Sources {
            election: &self.election,
            law: &self.law,
            usual_act: &self.usual_act,
            elections: (&self.elections.0, &self.elections.1),
            supersessions: (&self.supersessions.0, &self.supersessions.1),
        }
    }
    /// All boards.
    pub fn boards(&self, register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Board>, CommandError> {
        Ok(boards(register, &self.sources(), moment)?)
    }
    /// Those of which a term is recorded, and those of these societies.
    pub fn boards_recorded(
        &self,
        register: &dyn ReadRegister,
        also: BTreeSet<String>,
        moment: Moment,
    ) -> Result<BTreeMap<String, Board>, CommandError> {
        Ok(boards_recorded(register, &self.sources(), also, moment)?)
    }
    /// That of one society.
    pub fn board(
        &self,
        register: &dyn ReadRegister,
        society: &str,
        moment: Moment,
    ) -> Result<Option<Board>, CommandError> {
        Ok(board_of(register, &self.sources(), society, moment)?)
    }
}
