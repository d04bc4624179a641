using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Portal.Features.Personnes;
using Beffroi.Portal.Features.Personnes.Matching;
using Beffroi.Portal.Features.Statistiques;
using Beffroi.Portal.Features.Statistiques.Count;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Bench.Grc;

// One dossier: what it says, what becomes of it, and what is written about it.
internal sealed partial class GrcWorld
{
    private void Add(DateTime receivedAt)
    {
        var state = DrawCommune();
        var channel = DrawChannel();
        var demarche = _draws.Any(_demarches);
        var personne = DrawPersonne(state, receivedAt);
        var dossier = Make(state, demarche, channel, personne, receivedAt);
        var facts = FactsOf(dossier, demarche);
        var document = new SearchDocument(state.Commune.Id);
        Log(state, dossier, receivedAt, Actor(personne), EventKinds.Deposee, new { canal = channel.ToString(), demarche = demarche.Code, version = demarche.Version });
        dossier.Start(channel is Channel.Web ? Phase.Reception : Phase.Qualification, state.ServiceOf(demarche), null);
        Live(state, dossier, facts);
        if (_draws.Random.Next(2) == 0)
        {
            document.Add(Answer(state, dossier));
        }

        _deadlines.Apply(dossier, []);
        Silence(state, dossier);
        document.Add(dossier);
        if ((_now - receivedAt).TotalDays < MailDays && dossier.UsagerCourriel is { } address)
        {
            Mail(dossier, address);
        }

        _dossiers.Add(dossier);
        _facts.Add(facts);
        state.Changes.Count(facts, 1);
        _entries.Add(new SearchEntry { DossierId = dossier.Id, CommuneId = dossier.CommuneId, Words = document.Text, Rules = SearchEntry.CurrentRules, Pending = false });
        state.Learn(document.Words);
        if (state.Agents.Count > 0)
        {
            state.Keep(new MadeDossier(dossier.Numero, dossier.UsagerNom, dossier.UsagerTelephone), _draws.Random, MostSamples);
        }
    }

    private Dossier Make(CommuneState state, DemarcheDefinition demarche, Channel channel, Personne personne, DateTime receivedAt) => new()
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(receivedAt)),
        CommuneId = state.Commune.Id,
        Numero = state.Ledger.NextNumber(state.Commune.Insee, FrenchDates.DayOf(receivedAt).Year),
        Code = FollowUpCode.Draw(),
        DemarcheCode = demarche.Code,
        DemarcheVersion = demarche.Version,
        Objet = demarche.Objet,
        Channel = channel,
        ReceivedAt = receivedAt,
        Answers = JsonSerializer.Serialize(new Dictionary<string, string?>
        {
            ["demandeur-nom"] = personne.Nom,
            ["demandeur-prenom"] = personne.Prenom,
            ["courriel"] = personne.Courriel,
            ["telephone"] = personne.Telephone,
            ["message"] = _draws.Request(),
        }, s_json),
        UsagerNom = personne.NomComplet,
        UsagerCourriel = personne.Courriel,
        UsagerTelephone = personne.Telephone,
        PersonneId = personne.Id,
        AccuseEnregistrementAt = LegalDeadlines.IsElectronic(channel) ? receivedAt : null,
        AccuseReceptionAt = personne.Courriel is null ? null : receivedAt.AddDays(1),
    };

    // How far it went since: an old one has ended, all but always.
    private void Live(CommuneState state, Dossier dossier, DossierFacts facts)
    {
        var age = (_now - dossier.ReceivedAt).TotalDays;
        var isOpen = _draws.Random.NextDouble() < (age < 60 ? 0.8 : age < 180 ? 0.35 : 0.025);
        var step = isOpen ? _draws.Random.Next(4) : 4;
        var qualified = dossier.ReceivedAt.AddDays(Math.Min(age, 4) * _draws.Random.NextDouble());
        var decided = qualified.AddDays(Math.Min((_now - qualified).TotalDays, 45) * Math.Pow(_draws.Random.NextDouble(), 2));
        var ended = decided.AddDays(Math.Min((_now - decided).TotalDays, 10) * _draws.Random.NextDouble());
        var agent = state.Agents.Count == 0 ? (Sub: Guid.Empty, Nom: "Dominique Exemple") : (_draws.Any(state.Agents).Sub, Nom: "Dominique Exemple");
        var actor = new Actor(ActorKind.Agent, agent.Sub, agent.Nom);
        if (step >= 1)
        {
            dossier.Assign(agent.Sub, agent.Nom, qualified);
            Log(state, dossier, qualified, actor, EventKinds.PriseEnCharge);
        }

        if (step >= 2)
        {
            dossier.Qualify(dossier.ServiceId ?? state.Offices[0].Id, _draws.Random.Next(12) == 0 ? Priority.Haute : Priority.Normale, qualified);
            Log(state, dossier, qualified, actor, EventKinds.Qualifiee, new { service = dossier.ServiceId });
        }

        if (step == 2 && _draws.Random.Next(6) == 0)
        {
            dossier.AskPieces(qualified);
        }

        if (step >= 3)
        {
            dossier.Decide(_draws.Random.NextDouble() switch { < 0.6 => Outcome.Favorable, < 0.7 => Outcome.Defavorable, _ => Outcome.Reponse }, _draws.Answer(), decided);
            Log(state, dossier, decided, actor, EventKinds.Decidee, new { issue = dossier.Outcome.ToString() });
        }

        if (step == 4)
        {
            dossier.Deliver(ended);
            Log(state, dossier, ended, actor, EventKinds.Delivree);
            End(facts, dossier, FrenchDates.DayOf(qualified), FrenchDates.DayOf(decided), FrenchDates.DayOf(ended));
            Rate(facts, dossier, ended);
        }
    }

    private static void End(DossierFacts facts, Dossier dossier, DateOnly qualified, DateOnly decided, DateOnly ended)
    {
        (facts.ClosedOn, facts.Outcome) = (ended, dossier.Outcome);
        facts.TotalDays = ended.DayNumber - facts.FiledOn.DayNumber;
        facts.QualificationDays = qualified.DayNumber - facts.FiledOn.DayNumber;
        facts.TraitementDays = decided.DayNumber - qualified.DayNumber;
        facts.DelivranceDays = ended.DayNumber - decided.DayNumber;
        facts.Late = facts.TotalDays > 45;
    }

    private void Rate(DossierFacts facts, Dossier dossier, DateTime ended)
    {
        if (_draws.Random.Next(12) != 0)
        {
            return;
        }

        (facts.RatedOn, facts.Avis) = (FrenchDates.DayOf(ended), _draws.Random.Next(8) switch { 0 => Avis.PasSatisfait, 1 => Avis.Moyen, _ => Avis.Satisfait });
        _satisfactions.Add(new Satisfaction { DossierId = dossier.Id, CommuneId = dossier.CommuneId, Score = facts.Avis.Value, At = ended });
    }

    private string Answer(CommuneState state, Dossier dossier)
    {
        var (body, at) = (_draws.Answer(), dossier.UpdatedAt);
        _messages.Add(new DossierMessage
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)),
            CommuneId = dossier.CommuneId,
            DossierId = dossier.Id,
            At = at,
            AuthorName = "Dominique Exemple",
            Internal = false,
            Body = body,
        });
        Log(state, dossier, at, new Actor(ActorKind.Agent, null, "Dominique Exemple"), EventKinds.MessageAgent, new { empreinte = TextHash.Of(body) });
        return body;
    }

    // Recorded in the nights before; those that were born yesterday are for the coming night.
    private void Silence(CommuneState state, Dossier dossier)
    {
        if (dossier.SilenceOn >= _today.AddDays(-1) || _deadlines.SilenceOf(dossier) is not (var effect and not SilenceEffect.SansObjet))
        {
            return;
        }

        var born = dossier.SilenceOn;
        dossier.DecideBySilence(effect, born, born.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc));
        Log(state, dossier, dossier.UpdatedAt, Beffroi.Portal.Features.Dossiers.Log.Actor.Appliance, EventKinds.DecisionImplicite, new { issue = effect.ToString(), le = born });
        _deadlines.Apply(dossier, []);
    }

    private void Mail(Dossier dossier, string address) => _courriels.Add(new Courriel
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(dossier.ReceivedAt)),
        CommuneId = dossier.CommuneId,
        DossierId = dossier.Id,
        Kind = "accuse-enregistrement",
        Destinataire = address,
        Objet = $"Votre demande {dossier.Numero}",
        Texte = "Votre demande est enregistrée.",
        Html = "<p>Votre demande est enregistrée.</p>",
        ExpediteurNom = "Mairie",
        CreatedAt = dossier.ReceivedAt,
        State = CourrielState.Envoye,
        NextAttemptAt = dossier.ReceivedAt,
        SentAt = dossier.ReceivedAt,
    });

    private Personne DrawPersonne(CommuneState state, DateTime at)
    {
        if (state.Personnes.Count > 0 && _draws.Random.NextDouble() < 0.55)
        {
            return _draws.Any(state.Personnes);
        }

        var (first, last) = (_draws.First(), _draws.Last());
        var personne = new Personne { Id = Guid.CreateVersion7(new DateTimeOffset(at)), CommuneId = state.Commune.Id, Kind = PersonneKind.Physique, CreatedAt = at };
        personne.Describe(
            new PersonneDescription
            {
                Prenom = first,
                Nom = last,
                Courriel = _draws.Random.Next(4) == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{string.Join('.', SearchText.WordsOf($"{first} {last}"))}{_draws.Random.Next(1_000)}@exemple.fr"),
                Telephone = _draws.Random.Next(3) == 0 ? null : ContactKeys.Phone(_draws.Phone()),
                Ligne1 = _draws.Street(),
                CodePostal = state.Commune.CodePostal,
                Ville = state.Commune.Nom,
            },
            at);
        _personnes.Add(personne);
        _keys.AddRange(Signalement.Of(personne).Keys().Distinct()
            .Select(key => new PersonneKey { CommuneId = personne.CommuneId, Kind = key.Kind, Value = key.Value, PersonneId = personne.Id }));
        state.Personnes.Add(personne);
        return personne;
    }

    private DossierFacts FactsOf(Dossier dossier, DemarcheDefinition demarche)
    {
        var received = FrenchDates.ToParis(dossier.ReceivedAt);
        return new DossierFacts
        {
            DossierId = dossier.Id,
            CommuneId = dossier.CommuneId,
            FiledOn = DateOnly.FromDateTime(received),
            FiledHour = received.Hour,
            Demarche = dossier.DemarcheCode,
            Service = demarche.Service ?? "",
            Channel = dossier.Channel,
        };
    }
}
