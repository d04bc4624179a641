using Microsoft.AspNetCore.Identity;

namespace Beffroi.Identity.Accounts.Passwords;

/// <summary>Says in French what Identity refuses, and how to mend it.</summary>
public sealed class FrenchIdentityErrors : IdentityErrorDescriber
{
    /// <inheritdoc />
    public override IdentityError DefaultError() => Say(nameof(DefaultError), "L’opération n’a pas abouti. Recommencez dans un instant.");

    /// <inheritdoc />
    public override IdentityError ConcurrencyFailure() =>
        Say(nameof(ConcurrencyFailure), "Le compte vient d’être modifié ailleurs. Rechargez la page et recommencez.");

    /// <inheritdoc />
    public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "Saisissez votre mot de passe actuel\u00a0: celui-ci n’est pas le bon.");

    /// <inheritdoc />
    public override IdentityError InvalidToken() => Say(nameof(InvalidToken), "Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau.");

    /// <inheritdoc />
    public override IdentityError InvalidUserName(string? userName) => InvalidEmail(userName);

    /// <inheritdoc />
    public override IdentityError InvalidEmail(string? email) =>
        Say(nameof(InvalidEmail), "Saisissez une adresse électronique, par exemple nom@exemple.fr");

    /// <inheritdoc />
    public override IdentityError DuplicateUserName(string userName) => DuplicateEmail(userName);

    /// <inheritdoc />
    public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), "Un compte existe déjà avec cette adresse.");

    /// <inheritdoc />
    public override IdentityError UserAlreadyHasPassword() => Say(nameof(UserAlreadyHasPassword), "Ce compte a déjà un mot de passe.");

    /// <inheritdoc />
    public override IdentityError PasswordTooShort(int length) =>
        Say(nameof(PasswordTooShort), $"Choisissez un mot de passe d’au moins {length} caractères. Quatre mots sans rapport entre eux conviennent.");

    /// <inheritdoc />
    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Say(nameof(PasswordRequiresUniqueChars), $"Choisissez un mot de passe qui compte au moins {uniqueChars} caractères différents.");

    private static IdentityError Say(string code, string description) => new() { Code = code, Description = description };
}
