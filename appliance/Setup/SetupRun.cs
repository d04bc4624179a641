using System.CommandLine;
using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Appliance.Setup;

/// <summary>One run of <c>beffroi setup</c>: looks, asks, judges all that was asked, and only then changes anything.</summary>
internal sealed class SetupRun(CommonOptions common, ParseResult parsed, bool force)
{
    public async Task<int> RunAsync(SetupWishes wishes, CancellationToken cancellationToken)
    {
        // The options are judged with the rest: a bad one is named before anything is opened.
        common.ReadAll(parsed, more: wishes.Overrides).Require();
        var current = Current();
        if (Folders.Fault(current, mayReturn: true) is { } fault)
        {
            Speak.Note(fault);
            return ExitCodes.Failed;
        }

        var (refusal, asked) = (ExitCodes.Done, wishes);
        await CommandHost.RunAsync(current, common.IsDevelopment, async services =>
        {
            var state = await new SyndicatSetup(services).LookAsync(cancellationToken);
            var register = services.GetRequiredService<CommuneRegister>();
            if (!wishes.Any && !state.IsDemonstration && (state.Nom is null || state.Operateurs == 0) && !common.Json(parsed) && !Console.IsInputRedirected)
            {
                asked = new SetupQuestions(state, register).Ask(wishes);
            }

            asked = WithScheme(asked, state);
            refusal = SetupRules.Refusal(asked, state, register, force);
            return ExitCodes.Done;
        }, cancellationToken);
        return refusal == ExitCodes.Done ? await DoAsync(asked, cancellationToken) : refusal;
    }

    private async Task<int> DoAsync(SetupWishes wishes, CancellationToken cancellationToken)
    {
        ApplianceSettings settings = null!;
        ProcessUser.AsRoot(() => settings = common.ReadAll(parsed, more: wishes.Overrides).Require());
        var path = common.PathOf(parsed);
        IReadOnlyList<string> written;
        try
        {
            written = SetupFile.Write(path, wishes, settings.Data);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Speak.Note($"Le fichier {path} ne peut pas être modifié par l’utilisateur {ProcessUser.UserName}. Rien n’a été changé. Lancez « sudo beffroi setup ».");
            return ExitCodes.Failed;
        }

        return await CommandHost.RunAsync(settings, common.IsDevelopment, services => RegisterAsync(services, wishes, path, written, cancellationToken), cancellationToken);
    }

    private async Task<int> RegisterAsync(IServiceProvider services, SetupWishes wishes, string path, IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        var setup = new SyndicatSetup(services);
        var register = services.GetRequiredService<CommuneRegister>();
        await setup.RegisterAsync(wishes, cancellationToken);
        string? link = null;
        try
        {
            link = wishes.Operateur is null ? null : await setup.InviteAsync(wishes, cancellationToken);
        }
        catch (InvitationRefusedException refused)
        {
            Speak.Note(refused.Message);
            return ExitCodes.BadUsage;
        }

        await setup.AddCommunesAsync([.. wishes.Communes.Select(code => InseeCode.Read(code, register).Commune!)], cancellationToken);
        var mail = wishes.TestCourriel is null ? null
            : await MailTest.SendAsync(services.GetRequiredService<ApplianceSettings>().Smtp, wishes.TestCourriel, services.GetRequiredService<TimeProvider>(), cancellationToken);
        var isDue = written.Count > 0 || wishes.Operateur is not null;
        var restart = !isDue ? SetupRestart.NotDue
            : common.IsOfService(parsed) && new ServiceUnit().RestartIfActive() ? SetupRestart.Done
            : SetupRestart.Due;
        new SetupReport(services, await setup.LookAsync(cancellationToken), path, written, wishes.Operateur, link, mail, restart).Write(common.Json(parsed));
        return mail is { Sent: false } ? ExitCodes.PartlyDone : ExitCodes.Done;
    }

    // The file as it is, without --base: what is asked is compared with it.
    private ApplianceSettings Current()
    {
        var asked = common.Read(parsed);
        var file = ConfigurationReader.Read(common.PathOf(parsed), mustExist: false).Settings;
        asked.Base = file.Base;
        return asked;
    }

    // A real domain needs HTTPS: browsers refuse the sessions' cookies without.
    private static SetupWishes WithScheme(SetupWishes wishes, SetupState state) =>
        wishes["Base"] is { } domain && wishes["Scheme"] is null && state.Settings.Base == new ApplianceSettings().Base
        && !domain.Split(':')[0].EndsWith("localhost", StringComparison.Ordinal)
            ? wishes.With("Scheme", "--scheme", "https")
            : wishes;
}
