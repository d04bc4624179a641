using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Beffroi.Identity.Accounts.Passwords;

/// <summary>Refuses the passwords that everybody chooses, dressed up or not, and those made of the holder's own name or address.</summary>
public sealed class CommonPasswords : IPasswordValidator<Account>
{
    private static readonly FrozenSet<string> s_known = Read();

    /// <inheritdoc />
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var known = IsCommon(password ?? "") || IsOwn(password ?? "", user);
        return Task.FromResult(known
            ? IdentityResult.Failed(new IdentityError
            {
                Code = "CommonPassword",
                Description = "Choisissez un autre mot de passe\u00a0: celui-ci est trop facile à deviner. Quatre mots sans rapport entre eux conviennent.",
            })
            : IdentityResult.Success);
    }

    /// <summary>Whether a password is on the list, as written, without the digits and signs at its ends, or repeated.</summary>
    internal static bool IsCommon(string password)
    {
        var plain = Plain(password);
        var core = Core(plain);
        return s_known.Contains(plain) || core.Length == 0 || s_known.Contains(core) || s_known.Contains(Unit(plain)) || s_known.Contains(Unit(core));
    }

    private static bool IsOwn(string password, Account account)
    {
        var letters = Letters(password);
        var address = account.Email ?? "";
        return Plain(password) == Plain(address)
            || letters == Letters(address.Split('@')[0])
            || letters == Letters(account.Nom)
            || letters == Letters(string.Concat(account.Nom.Split(' ').Reverse()));
    }

    private static string Plain(string text) => string.Concat(text.ToLowerInvariant()
        .Normalize(NormalizationForm.FormD)
        .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark));

    private static string Core(string plain)
    {
        var first = 0;
        var end = plain.Length;
        while (first < end && !char.IsLetter(plain[first]))
        {
            first++;
        }

        while (end > first && !char.IsLetter(plain[end - 1]))
        {
            end--;
        }

        return string.Concat(plain[first..end].Where(char.IsLetterOrDigit));
    }

    private static string Letters(string text) => string.Concat(Plain(text).Where(char.IsLetter));

    // « soleilsoleil » → « soleil »: the shortest piece that, repeated, gives the whole.
    private static string Unit(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            var piece = text[..length];
            if (text.Length % length == 0 && string.Concat(Enumerable.Repeat(piece, text.Length / length)) == text)
            {
                return piece;
            }
        }

        return text;
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
