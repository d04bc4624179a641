using System.CommandLine;

namespace Beffroi.Appliance.Commands.Usage;

/// <summary>What is typed most, shown at the end of each command's help.</summary>
internal static class CommandExamples
{
    private static readonly Dictionary<string, string[]> s_all = new(StringComparer.Ordinal)
    {
        ["beffroi"] = ["sudo beffroi setup", "sudo beffroi doctor", "beffroi commune add 50502", "beffroi help agent invite"],
        ["beffroi help"] = ["beffroi help commune add"],
        ["beffroi serve"] = ["beffroi serve", "beffroi serve --data /srv/essai --listen 127.0.0.1:8090 --base beffroi.localhost:8090"],
        ["beffroi demo"] = ["beffroi demo --data /tmp/essai"],
        ["beffroi setup"] =
        [
            "sudo beffroi setup",
            "sudo beffroi setup --base communes.exemple.fr --nom \"Syndicat d’Exemple\" --operateur morgan@exemple.fr --communes 50502,50129",
        ],
        ["beffroi check"] = ["beffroi check", "beffroi check --schema > beffroi.schema.json"],
        ["beffroi doctor"] = ["sudo beffroi doctor", "sudo beffroi doctor --complet --json"],
        ["beffroi version"] = ["beffroi version"],
        ["beffroi commune"] = ["beffroi commune add 50502", "beffroi commune list"],
        ["beffroi commune add"] = ["beffroi commune add 50502", "beffroi commune add --departement 50"],
        ["beffroi commune import"] = ["beffroi commune import communes.csv"],
        ["beffroi commune list"] = ["beffroi commune list", "beffroi commune list --json | jq -r '.[].host'"],
        ["beffroi commune show"] = ["beffroi commune show 50502"],
        ["beffroi commune domain"] = ["beffroi commune domain 50502 www.saint-lo.exemple.fr", "beffroi commune domain 50502 www.saint-lo.exemple.fr --remove"],
        ["beffroi commune restore"] = ["beffroi commune restore 50502 --from /mnt/sauvegardes --identity cle-sauvegarde.txt"],
        ["beffroi adresses"] = ["beffroi adresses import 50502 bal-50502.csv"],
        ["beffroi adresses import"] = ["beffroi adresses import 50502 bal-50502.csv", "beffroi adresses import 50502 bal-50502.csv --json | jq .adresses"],
        ["beffroi agent"] = ["beffroi agent invite jeanne@exemple.fr --commune 50502 --role Accueil", "beffroi agent remove jeanne@exemple.fr"],
        ["beffroi agent invite"] =
        [
            "beffroi agent invite jeanne@exemple.fr --commune 50502 --role AgentService --service etat-civil --nom \"Jeanne Spécimen\"",
            "beffroi agent invite camille@exemple.fr --commune 50502 --role Accueil --until 2027-06-30",
        ],
        ["beffroi agent remove"] = ["beffroi agent remove camille@exemple.fr --commune 50502", "beffroi agent remove morgan@exemple.fr --role SyndicatOperateur"],
        ["beffroi demarche"] = ["beffroi demarche list", "beffroi demarche check acte-naissance.json"],
        ["beffroi demarche list"] = ["beffroi demarche list", "beffroi demarche list --commune 50502"],
        ["beffroi demarche show"] = ["beffroi demarche show acte-naissance"],
        ["beffroi demarche export"] = ["beffroi demarche export acte-naissance > acte-naissance.json", "beffroi demarche export acte-naissance --signe > acte-naissance.signe.json"],
        ["beffroi demarche import"] = ["beffroi demarche import acte-naissance.json", "beffroi demarche import acte-naissance.signe.json --empreinte \"1A2B 3C4D …\""],
        ["beffroi demarche adopt"] = ["beffroi demarche adopt location-salle --commune 50502"],
        ["beffroi demarche check"] = ["beffroi demarche check acte-naissance.json"],
        ["beffroi demarche schema"] = ["beffroi demarche schema > demarche.schema.json"],
        ["beffroi application"] = ["beffroi application add --name Intranet --redirect-uri https://intranet.exemple.fr/retour --confidential"],
        ["beffroi application add"] = ["beffroi application add --name Intranet --redirect-uri https://intranet.exemple.fr/retour --confidential --first-party"],
        ["beffroi jobs"] = ["beffroi jobs list", "beffroi jobs run courriels"],
        ["beffroi jobs list"] = ["beffroi jobs list"],
        ["beffroi jobs run"] = ["beffroi jobs run courriels"],
        ["beffroi log"] = ["beffroi log verify"],
        ["beffroi log verify"] = ["beffroi log verify", "beffroi log verify --commune 50502"],
        ["beffroi delais"] = ["beffroi delais dates.csv > echeances.csv"],
        ["beffroi backup"] = ["beffroi backup", "beffroi backup --to /mnt/sauvegardes"],
        ["beffroi backup list"] = ["beffroi backup list --from /mnt/sauvegardes"],
        ["beffroi backup key"] = ["beffroi backup key > cle-sauvegarde.txt"],
        ["beffroi restore"] = ["beffroi restore /mnt/sauvegardes --identity cle-sauvegarde.txt"],
    };

    /// <summary>The examples of a command; none for a hidden one.</summary>
    public static IReadOnlyList<string> Of(Command command) => s_all.GetValueOrDefault(CommandTree.PathOf(command)) ?? [];
}
