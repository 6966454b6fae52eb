//! `subvention compute|explain|claim|farmer-note`: interest subvention on short-term crop loans.

mod claim;
mod columns;
mod compute;
mod explain;
mod farmer_note;

use clap::{Args, Subcommand};
use coop_registry::{
    cli::{
        CommandError, Console, Office, Verdict, parse_date,
        subventions::{Of, Wished},
    },
    model::Date,
};
use std::path::PathBuf;

/// Interest subvention on short-term crop loans
#[derive(Subcommand)]
pub enum Subvention {
    /// Compute from lists of drawals and repayments who bears which part of the interest: a line for each drawal and year
    Compute(compute::Compute),
    /// Show step by step how the lines of one account come about
    Explain(explain::Explain),
    /// Make the claim statement of a year (XLSX and PDF) into the folder of -o, with sums by PACS, branch and bank
    Claim(claim::Claim),
    /// Say to each farmer in a short message what he saved, or by when to repay
    FarmerNote(farmer_note::FarmerNote),
}

impl Subvention {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Compute(verb) => verb.run(office, console),
            Self::Explain(verb) => verb.run(office, console),
            Self::Claim(verb) => verb.run(office, console),
            Self::FarmerNote(verb) => verb.run(office, console),
        }
    }
}

/// The lists and how they are computed.
#[derive(Args)]
pub struct Lists {
    /// Loan lists (XLSX, XLS, ODS, CSV): a row a drawal, a repayment, or a drawal with its repayment beside it
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Scheme: union (MISS), mp (zero per cent of Madhya Pradesh), or another of the catalogue
    #[arg(long)]
    scheme: String,
    /// Last day counted [default: --as-of]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    upto: Option<Date>,
    /// Figures of the office's own, each with its order; besides subvention.toml of the office folder
    #[arg(long, value_name = "FILE")]
    rates: Option<PathBuf>,
    /// Days of a year in the lender's rule, also in a leap year: 360, 365 or 366
    #[arg(long, value_name = "DAYS", default_value_t = 365)]
    year_days: i64,
    /// A drawal repaid partly late: no incentive for any of it (whole), or for the part in time (share)
    #[arg(long, default_value = "whole", value_parser = ["whole", "share"])]
    partial: String,
    /// Lines of the claim in paise, or rounded half up to the rupee
    #[arg(long, default_value = "paise", value_parser = ["paise", "rupee"])]
    round: String,
    /// Which due date holds where an order fixes one: the order's, or the one of the list
    #[arg(long, default_value = "order", value_parser = ["order", "list"])]
    due: String,
    /// A due date on which the office is closed: the same day, or the next open one of the office's calendar
    #[arg(long, default_value = "same", value_parser = ["same", "next"])]
    closed_day: String,
    /// Value for a column the lists lack, as own_funds=yes or bank='…'
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    given: Vec<String>,
    /// Finding codes that do not reject a row, as IMP-203
    #[arg(long = "accept", value_name = "CODE,…", value_delimiter = ',')]
    accepted: Vec<String>,
    /// Claim made before (CSV or XLSX of claim, CSV of compute): what it claimed is not claimed again
    #[arg(long, value_name = "FILE")]
    earlier: Vec<PathBuf>,
}

impl Lists {
    fn wished(&self) -> Wished {
        Wished {
            files: self.files.clone(),
            scheme: self.scheme.clone(),
            rates: self.rates.clone(),
            upto: self.upto,
            year_days: self.year_days,
            share: self.partial == "share",
            rupees: self.round == "rupee",
            listed_due: self.due == "list",
            next_open: self.closed_day == "next",
            given: self.given.clone(),
            accepted: self.accepted.clone(),
            earlier: self.earlier.clone(),
        }
    }
}

/// Whose lines.
#[derive(Args)]
pub struct Whose {
    /// Only this PACS, by name or number
    #[arg(long, value_name = "NAME")]
    pacs: Option<String>,
    /// Only this branch
    #[arg(long, value_name = "NAME")]
    branch: Option<String>,
    /// Only this bank
    #[arg(long, value_name = "NAME")]
    bank: Option<String>,
}

impl Whose {
    fn of(&self) -> Of {
        Of { bank: self.bank.clone(), branch: self.branch.clone(), pacs: self.pacs.clone() }
    }
}
