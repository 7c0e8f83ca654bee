/** A text in sections, such as the privacy notice and the registry description. */

type SectionsProps = {
  sections: readonly { heading: string; paragraphs: readonly string[] }[];
};

export function Sections({ sections }: SectionsProps) {
  return (
    <>
      {sections.map(({ heading, paragraphs }) => (
        <section class="section" key={heading}>
          <h2 class="heading-s">{heading}</h2>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
    </>
  );
}
