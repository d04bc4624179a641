using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Beffroi.Architecture.Tests.Samples;

/// <summary>A name that says nothing.</summary>
internal sealed class DossierManager;

/// <summary>A name that the framework asks for.</summary>
internal sealed class SampleTagHelper : TagHelper;

/// <summary>An interface for one class.</summary>
internal interface ILonely;

/// <summary>Its only class.</summary>
internal sealed class Loner : ILonely;
