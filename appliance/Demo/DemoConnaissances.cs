using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;

namespace Beffroi.Appliance.Demo;

/// <summary>Templates and notes: those of the syndicate, one that a commune adapted and the syndicate changed since, one to read again.</summary>
internal sealed class DemoConnaissances(IServiceProvider services, DemoClock clock)
{
    private const string Illegible = "Bonjour {nom},\n\nLa pièce jointe à votre demande nº\u00a0{numero} ne peut pas être lue\u00a0: elle est floue ou incomplète.\n\n"
        + "Envoyez-la de nouveau depuis votre page de suivi, ou apportez-la à la mairie {de commune}.";

    private readonly KeepConnaissance _keep = services.GetRequiredService<KeepConnaissance>();
    private readonly OfferedConnaissances _offered = services.GetRequiredService<OfferedConnaissances>();

    /// <summary>Makes them, as of last year and since.</summary>
    public async Task MakeAsync(AgentAccess operateur, AgentAccess mairie, Guid saintLo, CancellationToken cancellationToken)
    {
        var present = TimeProvider.System.GetUtcNow();
        clock.Set(present.AddDays(-200));
        await AddAsync(CommuneScope.SyndicatId, Form("Pièce illisible", null, Illegible, 365), operateur, cancellationToken);
        await AddAsync(
            CommuneScope.SyndicatId,
            Form(
                "Signalement reçu",
                "signalement-voirie",
                "Bonjour,\n\nVotre signalement «\u00a0{demande}\u00a0» est bien arrivé à la mairie {de commune}, sous le numéro {numero}. Un agent ira voir sur place.\n\nS’il y a un danger immédiat, appelez le 112.",
                180),
            operateur,
            cancellationToken);
        await AddAsync(
            CommuneScope.SyndicatId,
            Form(
                "Qui peut recevoir une copie intégrale",
                "acte-naissance",
                "Tant que l’acte a moins de 75\u00a0ans, la copie intégrale et l’extrait avec filiation ne vont qu’à la personne majeure concernée, à ses parents, grands-parents, enfants, "
                + "petits-enfants, à son conjoint ou partenaire de PACS, ou à son représentant légal.\n\nL’extrait sans filiation va à toute personne qui le demande, sans raison à donner.",
                365,
                ConnaissanceGenre.Consigne),
            operateur,
            cancellationToken);

        var source = (await _offered.AllOfAsync(CommuneScope.SyndicatId, cancellationToken)).First(row => row.Titre == "Pièce illisible");
        var adapted = Form(source.Titre, null, source.Texte + "\n\nLa mairie est ouverte le samedi matin pour cela.", 365);
        adapted.Source = source.Id;
        await AddAsync(saintLo, adapted, mairie, cancellationToken);

        clock.Set(present.AddDays(-6));
        var changed = Form(source.Titre, null, Illegible + "\n\nUne photo prise de face, en pleine lumière, suffit.", 365);
        changed.Version = source.Version;
        await _keep.RunAsync(new KeepConnaissanceCommand(CommuneScope.SyndicatId, source.Id, changed), operateur, cancellationToken);
        clock.Set(present);
    }

    private ConnaissanceForm Form(string title, string? demarche, string text, int days, ConnaissanceGenre genre = ConnaissanceGenre.Modele) => new()
    {
        Genre = genre,
        Titre = title,
        Demarche = demarche,
        Texte = text,
        ARelireLe = DateInput.From(FrenchDates.DayOf(clock.GetUtcNow().UtcDateTime).AddDays(days)),
    };

    private async Task AddAsync(Guid owner, ConnaissanceForm form, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (await _keep.RunAsync(new KeepConnaissanceCommand(owner, null, form), agent, cancellationToken) is not { Count: 0 })
        {
            throw new InvalidOperationException($"The text « {form.Titre} » of the demonstration is refused.");
        }
    }
}
