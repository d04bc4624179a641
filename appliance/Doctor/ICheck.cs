namespace Beffroi.Appliance.Doctor;

/// <summary>One thing that the doctor looks at. It changes nothing of what it looks at.</summary>
internal interface ICheck
{
    /// <summary>The name, such as <c>dns</c>; operators script against it.</summary>
    string Name { get; }

    /// <summary>After how long it is given up.</summary>
    TimeSpan Limit => TimeSpan.FromSeconds(5);

    /// <summary>Looks; at least one finding.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken);
}
