using System.Globalization;

namespace Beffroi.Bench.Grc;

/// <summary>Names and texts as town halls get them, drawn the same way in each run.</summary>
internal sealed class FrenchDraws(int seed)
{
    private static readonly string[] s_first = Words(
        """
        Marie Jean Jeanne Pierre Françoise Michel Monique André Catherine Philippe Nathalie Alain Isabelle Patrick Sylvie Daniel Martine Bernard Nicole Christophe
        Camille Léa Manon Chloé Emma Louise Inès Zoé Hugo Lucas Théo Nathan Enzo Louis Gabriel Arthur Jules Maël Gwenaëlle Yann Erwan Soizic Loïc Maëlys Anaïs Noémie
        Aurélie Céline Sébastien Frédéric Hélène Stéphane Élodie Jérôme Mathieu Agnès Béatrice Cédric Fatima Mohamed Karim Aïcha Ahmed Linh João Ana
        """);

    private static readonly string[] s_last = Words(
        """
        Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard
        André Lefèvre Mercier Dupont Lambert Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu
        Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas
        Meunier Jean Perez Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Schmitt Leroux Colas Fernandez Renard Arnaud Rolland Caron Aubert Giraud Leclerc
        Vidal Bourgeois Renaud Lemoine Picard Gaillard Philippe Leclercq Lacroix Fabre Dupuis Olivier Rodriguez Hubert Charles Guillot Rivière Guillaume Adam Rey Moulin
        Quéméner Kerbrat Tanguy Guivarc’h Cariou Madec Hamelin Lecarpentier Lepelletier Lebas Levallois Hébert Marie-Rose Osouf Lecomte Leconte Mahé Riou Cadiou Salaün
        Berthelot Jézéquel Troadec Gourvennec Pelletier Delaunay Besnard Houssin Ozenne Letellier Vasseur Lecourt Lehodey Groult Burnel Enguehard Langlois Poirier Leblond
        """);

    private static readonly string[] s_places = Words(
        "rue des Tilleuls|place de l’Église|rue du Général-Leclerc|chemin des Écoliers|route de Coutances|impasse du Lavoir|rue de la Gare|allée des Peupliers|rue du Moulin"
        + "|boulevard de la Mer|rue Victor-Hugo|chemin du Cimetière|rue de la Fontaine|place du Marché|rue Pasteur|route de Bayeux|rue des Forgerons|quai du Port", '|');

    private static readonly string[] s_facts = Words(
        "un nid-de-poule s’est formé devant l’entrée|le lampadaire est éteint depuis dix jours|des branches tombées gênent le passage des poussettes|la poubelle n’a pas été ramassée"
        + "|je souhaite réserver la salle des fêtes pour un mariage|nous voudrions inscrire nos deux enfants à la cantine|mon voisin brûle ses déchets verts chaque samedi"
        + "|il me faut un acte de naissance avec filiation pour mon passeport|le panneau de limitation a été arraché|une fuite d’eau inonde le trottoir"
        + "|je demande un certificat d’urbanisme pour la parcelle|l’abribus est couvert de graffitis|notre association prépare un vide-grenier au printemps"
        + "|la chaussée s’affaisse près du pont|des rats sortent de l’égout|je voudrais prolonger la concession de ma grand-mère|le stationnement des camions bloque la sortie du garage"
        + "|l’école ne répond plus au téléphone|nous devons poser une benne pendant les travaux de toiture|un chien errant effraie les promeneurs|la haie du stade déborde"
        + "|je conteste la facture du périscolaire|il manque une signature sur mon attestation d’accueil|le portail du cimetière ferme mal|les horaires de la déchèterie ont changé", '|');

    private static readonly string[] s_ends = Words(
        "Merci de votre réponse rapide.|Pouvez-vous me rappeler en fin d’après-midi ?|Je reste à votre disposition.|C’est dangereux, surtout la nuit.|Nous sommes prêts à venir à la mairie."
        + "|Vous trouverez une photo avec ce message.|Cordialement.|C’est la troisième fois que je le signale.|Dites-moi quelles pièces je dois apporter.|Les voisins sont du même avis.", '|');

    private static readonly string[] s_answers = Words(
        "Bonjour, nos services passeront cette semaine.|Bonjour, votre dossier est complet, nous vous tiendrons informé de la suite.|Bonjour, il manque un justificatif de domicile de moins de trois mois."
        + "|Bonjour, la salle est libre à cette date, nous l’avons retenue pour vous.|Bonjour, l’agent technique s’est rendu sur place ce matin.|Bonjour, votre document est prêt à l’accueil.", '|');

    private readonly Random _random = new(seed);

    /// <summary>The source of what is not a text.</summary>
    public Random Random => _random;

    /// <summary>A first name.</summary>
    public string First() => Skewed(s_first);

    /// <summary>A name.</summary>
    public string Last() => Skewed(s_last);

    /// <summary>A mobile phone.</summary>
    public string Phone() => string.Create(CultureInfo.InvariantCulture, $"06{_random.Next(100_000_000):00000000}");

    /// <summary>A street with its number.</summary>
    public string Street() => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(1, 90)} {Any(s_places)}");

    /// <summary>What somebody writes.</summary>
    public string Request() => $"Bonjour, {Any(s_facts)}, {Any(s_places)}. {(_random.Next(3) == 0 ? $"De plus, {Any(s_facts)}. " : "")}{Any(s_ends)}";

    /// <summary>What a town hall answers.</summary>
    public string Answer() => Any(s_answers);

    /// <summary>A word that some request holds.</summary>
    public string Word() => Any([.. Any(s_facts).Split(' ', '’').Where(word => word.Length > 5)]);

    /// <summary>The same word with two letters that changed places.</summary>
    public string Misspelt(string word)
    {
        var letters = word.ToCharArray();
        var at = _random.Next(1, letters.Length - 1);
        (letters[at], letters[at + 1 < letters.Length ? at + 1 : at - 1]) = (letters[at + 1 < letters.Length ? at + 1 : at - 1], letters[at]);
        return new string(letters);
    }

    /// <summary>One of them.</summary>
    public T Any<T>(IReadOnlyList<T> some) => some[_random.Next(some.Count)];

    // The first ones far more often, as names are.
    private string Skewed(string[] names)
    {
        var draw = _random.NextDouble();
        return names[(int)(draw * draw * names.Length)];
    }

    private static string[] Words(string text, char separator = ' ') =>
        text.Replace('\n', ' ').Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
