// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Consent receipts in the structure of ISO/IEC TS 27560:2023, as JSON-LD in the terms of the W3C Data Privacy Vocabulary
 * (the guide "DPV-27560", profile for the GDPR).
 *
 * In: a line of the engine's ledger, and who asked. Out: a receipt with the record in it, and its canonical text.
 * Invariants: all 25 mandatory fields and the ten that the GDPR adds are there; nothing of the customer's rows is.
 */

import type { ConsentLine, ConsentReceipt, Controller, Purpose } from '../types';
import { canonicalJson } from './canonical';

const CONTEXT = {
  dct: 'http://purl.org/dc/terms/',
  dpv: 'https://w3id.org/dpv#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  pd: 'https://w3id.org/dpv/pd#',
  sector: 'https://w3id.org/dpv/sector/finance#',
};

/** What each purpose is in the vocabulary; it has no closer terms. */
const PURPOSES: Record<Purpose, string> = {
  insights: 'sector:ExpenseManagement',
  'payment-guard': 'dpv:FraudPreventionAndDetection',
  nudges: 'dpv:ServicePersonalisation',
  offers: 'dpv:DirectMarketing',
  challenges: 'sector:BudgetPlanningAssistance',
  learning: 'dpv:UserInterfacePersonalisation',
  journeys: 'dpv:CustomerCare',
  'life-events': 'dpv:ProvidePersonalisedRecommendations',
  measurement: 'dpv:ServiceUsageAnalytics',
  handoff: 'dpv:CommunicationManagement',
};

const STATES = { given: 'Given', refused: 'Refused', withdrawn: 'Withdrawn', expired: 'Expired' } as const;

/** Articles on the rights that hold here. */
const RIGHTS = ['A7-3', 'A13', 'A15', 'A16', 'A17', 'A18', 'A20', 'A77'].map((article) => `eu-gdpr:${article}`);

const iso = (at: number) => new Date(at).toISOString();

function partyOf({ id, name, address, contact }: Controller) {
  return {
    '@type': 'dpv:DataController',
    'dct:identifier': id,
    'dpv:hasName': name,
    'dpv:hasAddress': address,
    'dpv:hasContact': contact,
    'dpv:hasEntity': 'dpv:LegalEntity',
  };
}

/** The receipt of a line; `history` are the events of the same purpose, oldest first. */
export function receiptOf(line: ConsentLine, history: readonly ConsentLine[], controller: Controller): ConsentReceipt {
  const { id, purpose, state } = line;
  const digits = id.replace('grant-', '');
  const at = line.at ? iso(line.at) : line.grantedAt ?? 'dct:unstated';
  const data = (type: string, necessity: 'Required' | 'Optional') => ({
    '@type': type,
    'dpv:hasNecessity': `dpv:${necessity}`,
  });
  const event = (entry: ConsentLine) => ({
    'dct:date': entry.at ? iso(entry.at) : entry.grantedAt ?? 'unstated',
    'dct:valid': entry.expires === null ? 'until withdrawn' : iso(entry.expires),
    'dpv:hasConsentStatus': `dpv:Consent${STATES[entry.state]}`,
    'dpv:hasLegalBasis': 'dpv:ExplicitlyExpressedConsent',
    'dpv:isImplementedByEntity': entry.byHost ? controller.id : controller.principal ?? 'customer-of-this-device',
  });
  const record = {
    '@type': 'dpv:ConsentRecord',
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr',
    'dct:identifier': `record-${purpose}-${digits}`,
    'dct:language': line.language || 'und',
    'dpv:hasDataSubject': { '@type': 'dpv:Customer', 'dct:identifier': controller.principal ?? 'customer-of-this-device' },
    'dpv:hasNotice': { '@type': 'dpv:ConsentNotice', 'dct:identifier': line.notice || 'unstated', 'dpv:hasIdentifier': line.noticeHash || 'unstated' },
    'dpv:hasProcess': {
      '@type': 'dpv:Process',
      'dct:identifier': purpose,
      'dpv:hasPurpose': PURPOSES[purpose],
      'dpv:hasLegalBasis': 'eu-gdpr:A6-1-a',
      'dpv:hasPersonalData': [
        data('pd:Transactional', 'Required'),
        data('pd:BankAccount', 'Required'),
        data('pd:Preference', 'Optional'),
        { ...data('dpv:SpecialCategoryPersonalData', 'Optional'), 'dpv:hasRule': { '@type': 'dpv:Prohibition', 'dct:description': 'never inferred' } },
      ],
      'dpv:hasDataController': partyOf(controller),
      'dpv:hasRecipient': { '@type': 'dpv:Recipient', 'dct:description': 'none: nothing leaves the device' },
      'dpv:hasDataSource': { '@type': 'dpv:DataController', 'dct:identifier': controller.id },
      'dpv:hasProcessing': ['dpv:Collect', 'dpv:Store', 'dpv:Analyse', 'dpv:Derive', 'dpv:Profiling'],
      'dpv:hasAlgorithmicLogic': 'fixed rules over dates, amounts and counterparties; each answer carries its reasons',
      'dpv:hasConsequence': 'messages on this device; no decision about the customer',
      'dpv:hasStorageCondition': [
        { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': 'dpv:WithinDevice' },
        { '@type': 'dpv:StorageDuration', 'dct:description': 'until withdrawn, erased or past the retention of the host' },
      ],
      'dpv:hasLocation': 'dpv:WithinDevice',
      'dpv:hasRule': { '@type': 'dpv:Prohibition', 'dct:description': 'no transfer off the device' },
      'dpv:hasJurisdiction': controller.jurisdiction,
      'dpv:hasConsentControl': { '@type': 'dpv:WithdrawConsent', 'dct:description': 'one call or one switch in the app, at any time' },
      'dpv:hasRight': RIGHTS,
      'dpv:hasAuthority': controller.authority ?? 'the supervisory authority of the jurisdiction',
    },
    'dpv:hasConsentStatus': history.map(event),
  };
  const body = {
    '@context': CONTEXT,
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr',
    'dct:created': at,
    'dct:identifier': `receipt-${state}-${digits}`,
    'dpv:hasRecordOfActivity': record,
  };
  return { id, purpose, state, receipt: body, canonical: canonicalJson(body) };
}
