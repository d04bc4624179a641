using Beffroi.Appliance.Commands;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Appliance.Setup;

/// <summary>Judges what is asked of <c>beffroi setup</c> before anything changes.</summary>
internal static class SetupRules
{
    /// <summary>The exit code, <see cref="ExitCodes.Done"/> when all may be done; the reason is told.</summary>
    public static int Refusal(SetupWishes wishes, SetupState state, CommuneRegister register, bool force)
    {
        if (Unreadable(wishes, register) is { } fault)
        {
            Speak.Note(fault);
            return ExitCodes.BadUsage;
        }

        if (state.IsDemonstration && wishes.Any)
        {
            Speak.Note("La démonstration est dans ce dossier de données : un vrai syndicat n’y est pas mêlé. Choisissez un autre dossier avec --data.");
            return ExitCodes.RefusedByRule;
        }

        if (wishes["Base"] is { } domain && domain != state.Settings.Base && state.Communes > 0 && !force)
        {
            Speak.Note($"{state.Communes} commune(s) ont leurs adresses sur {state.Settings.Base} : les liens et les codes QR déjà donnés ne mèneraient plus nulle part. Ajoutez --force pour changer quand même.");
            return ExitCodes.RefusedByRule;
        }

        if (state.Nom is null && wishes.Nom is null)
        {
            Speak.Note("Aucun syndicat n’est inscrit. Indiquez au moins --nom ; aussi --base, --contact et --operateur. Sur un terminal, « beffroi setup » les demande.");
            return ExitCodes.BadUsage;
        }

        return ExitCodes.Done;
    }

    private static string? Unreadable(SetupWishes wishes, CommuneRegister register)
    {
        if (wishes.Nom is not null && SetupQuestions.Names(wishes.Nom) is { } name)
        {
            return $"--nom : {name}";
        }

        foreach (var (option, address) in ((string, string?)[])[("--contact", wishes.Contact), ("--operateur", wishes.Operateur), ("--test-courriel", wishes.TestCourriel)])
        {
            if (address is not null && SetupQuestions.Address(address) is { } fault)
            {
                return $"{option} : {fault}";
            }
        }

        if (wishes.OperateurNom is not null && (wishes.Operateur is null || SetupQuestions.Names(wishes.OperateurNom) is not null))
        {
            return "--operateur-nom : écrivez un nom, en 200 caractères au plus, avec --operateur.";
        }

        return wishes.Communes.Select(code => InseeCode.Read(code, register).Reason).FirstOrDefault(reason => reason is not null) is { } unknown
            ? $"--communes : {unknown}"
            : null;
    }
}
