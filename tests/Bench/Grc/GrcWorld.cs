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

/// <summary>A dossier that was made, as somebody would look for it.</summary>
internal sealed record MadeDossier(string Numero, string Nom, string? Telephone);

/// <summary>
/// Three years of dossiers of many communes, in the order of time, by their population: each with its answers, log lines, search entry, what was counted of
/// it, often a message and a mail. One in ten is open, most of them recent; what silence decided is recorded up to yesterday's.
/// </summary>
internal sealed partial class GrcWorld : IDisposable
{
    private const int Days = 3 * 365;
    private const int MailDays = 90;
    private const int MostSamples = 400;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (Channel Channel, double Share)[] s_channels =
        [(Channel.Web, 0.42), (Channel.Guichet, 0.28), (Channel.Telephone, 0.16), (Channel.Courriel, 0.07), (Channel.Courrier, 0.06), (Channel.Sms, 0.01)];

    private readonly FrenchDraws _draws = new(2026);
    private readonly DateTime _now = TimeProvider.System.GetUtcNow().UtcDateTime;
    private readonly DateOnly _today;
    private readonly LegalDeadlines _deadlines;
    private readonly IReadOnlyList<DemarcheDefinition> _demarches;
    private readonly PortalDb _db;
    private readonly BulkStore _store;
    private readonly List<CommuneState> _communes;
    private readonly double[] _shares;

    private readonly BulkRows<Dossier> _dossiers;
    private readonly BulkRows<DossierEvent> _events;
    private readonly BulkRows<SearchEntry> _entries;
    private readonly BulkRows<DossierFacts> _facts;
    private readonly BulkRows<DossierMessage> _messages;
    private readonly BulkRows<Courriel> _courriels;
    private readonly BulkRows<Satisfaction> _satisfactions;
    private readonly BulkRows<Personne> _personnes;
    private readonly BulkRows<PersonneKey> _keys;

    private GrcWorld(IServiceProvider services, BulkStore store, PortalDb db, IReadOnlyList<Commune> communes, ILookup<Guid, Service> offices)
    {
        (_store, _db) = (store, db);
        _today = FrenchDates.DayOf(_now);
        _deadlines = services.GetRequiredService<LegalDeadlines>();
        _demarches = [.. services.GetRequiredService<DemarcheCatalogue>().Newest.Where(demarche => demarche.Starter)];
        _communes = [.. communes.Select(commune => new CommuneState(commune, offices[commune.Id]))];
        var sum = 0.0;
        _shares = [.. _communes.Select(state => sum += Math.Max(50, state.Commune.Population))];
        (_dossiers, _events, _entries) = (Rows<Dossier>(), Rows<DossierEvent>(), Rows<SearchEntry>());
        (_facts, _messages, _courriels) = (Rows<DossierFacts>(), Rows<DossierMessage>(), Rows<Courriel>());
        (_satisfactions, _personnes, _keys) = (Rows<Satisfaction>(), Rows<Personne>(), Rows<PersonneKey>());
    }

    /// <summary>Makes the dossiers and returns some of each commune.</summary>
    /// <param name="services">The appliance, with its communes.</param>
    /// <param name="store">Its database of the portal.</param>
    /// <param name="communes">The communes.</param>
    /// <param name="agents">The agents, who have dossiers in charge.</param>
    /// <param name="count">How many dossiers.</param>
    public static async Task<IReadOnlyDictionary<Guid, List<MadeDossier>>> FillAsync(
        IServiceProvider services, BulkStore store, IReadOnlyList<Commune> communes, IReadOnlyList<GrcAgent> agents, int count)
    {
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.Syndicat);
        var offices = (await db.Services.IgnoreQueryFilters([PortalDb.CommuneFilter]).AsNoTracking().ToListAsync()).ToLookup(row => row.CommuneId);
        using var world = new GrcWorld(services, store, db, communes, offices);
        foreach (var agent in agents)
        {
            foreach (var commune in agent.Communes)
            {
                world._communes.First(state => state.Commune.Id == commune.Id).Agents.Add(agent);
            }
        }

        store.Begin();
        for (var place = 0; place < count; place++)
        {
            world.Add(world._now.AddDays(-Days * (1 - ((place + 0.5) / count))).AddMinutes(-5));
            if (place % 20_000 == 19_999)
            {
                store.Next();
            }
        }

        world.Close();
        store.End();
        store.IndexWords();
        return world._communes.ToDictionary(state => state.Commune.Id, state => state.Samples);
    }

    public void Dispose()
    {
        foreach (var rows in (IDisposable[])[_dossiers, _events, _entries, _facts, _messages, _courriels, _satisfactions, _personnes, _keys])
        {
            rows.Dispose();
        }
    }

    private BulkRows<T> Rows<T>()
        where T : class => _store.Rows<T>(_db);

    private void Log(CommuneState state, Dossier dossier, DateTime at, Actor actor, string kind, object? data = null) =>
        _events.Add(state.Ledger.Append(dossier.Id, at, actor, kind, data));

    private static Actor Actor(Personne personne) => new(ActorKind.Usager, null, personne.NomComplet);

    private CommuneState DrawCommune()
    {
        var at = Array.BinarySearch(_shares, _draws.Random.NextDouble() * _shares[^1]);
        return _communes[at < 0 ? ~at : at];
    }

    private Channel DrawChannel()
    {
        var draw = _draws.Random.NextDouble();
        foreach (var (channel, share) in s_channels)
        {
            if ((draw -= share) < 0)
            {
                return channel;
            }
        }

        return Channel.Web;
    }

    // What there is one of in a commune, or one of a day: known at the end.
    private void Close()
    {
        using var ledgers = Rows<CommuneLedger>();
        using var cursors = Rows<StatisticsCursor>();
        using var words = Rows<SearchWord>();
        using var days = Rows<DayTally>();
        using var delays = Rows<DelayTally>();
        using var hours = Rows<HourTally>();
        _store.Run($"DELETE FROM {_store.Schema}ledgers");
        foreach (var state in _communes)
        {
            var id = state.Commune.Id;
            ledgers.Add(state.Ledger);
            cursors.Add(new StatisticsCursor { CommuneId = id, Sequence = state.Ledger.Sequence });
            words.AddRange(state.Words.Order(StringComparer.Ordinal).Select(word => new SearchWord { CommuneId = id, Word = word }));
            days.AddRange(state.Changes.Days.Values.OrderBy(day => day.Day));
            delays.AddRange(state.Changes.Delays.OrderBy(cell => cell.Key.Month).Select(cell => new DelayTally
            {
                CommuneId = id,
                Month = cell.Key.Month,
                Demarche = cell.Key.Demarche,
                Service = cell.Key.Service,
                Kind = cell.Key.Kind,
                Days = cell.Key.Days,
                Count = cell.Value,
            }));
            hours.AddRange(state.Changes.Hours.OrderBy(cell => cell.Key.Month).Select(cell => new HourTally
            {
                CommuneId = id,
                Month = cell.Key.Month,
                Day = cell.Key.Day,
                Hour = cell.Key.Hour,
                Filed = cell.Value,
            }));
        }
    }

    /// <summary>What is kept of a commune while its dossiers are made.</summary>
    private sealed class CommuneState(Commune commune, IEnumerable<Service> offices)
    {
        private int _seen;

        public Commune Commune => commune;

        public IReadOnlyList<Service> Offices { get; } = [.. offices];

        public CommuneLedger Ledger { get; } = new() { CommuneId = commune.Id };

        public TallyChanges Changes { get; } = new(commune.Id);

        public List<Personne> Personnes { get; } = [];

        public List<GrcAgent> Agents { get; } = [];

        public HashSet<string> Words { get; } = new(StringComparer.Ordinal);

        public List<MadeDossier> Samples { get; } = [];

        public Guid? ServiceOf(DemarcheDefinition demarche) => Offices.FirstOrDefault(office => office.Code == demarche.Service)?.Id;

        public void Learn(IEnumerable<string> words)
        {
            foreach (var word in words)
            {
                if (Spelling.IsSpelt(word))
                {
                    Words.Add(word);
                }
            }
        }

        /// <summary>Keeps an even choice of all that came.</summary>
        public void Keep(MadeDossier dossier, Random random, int most)
        {
            _seen++;
            if (Samples.Count < most)
            {
                Samples.Add(dossier);
            }
            else if (random.Next(_seen) is var place && place < most)
            {
                Samples[place] = dossier;
            }
        }
    }
}
