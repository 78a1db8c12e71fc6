import {
  type Icon,
  IconBabyCarriage,
  IconBarbell,
  IconBasket,
  IconBeer,
  IconBike,
  IconBolt,
  IconBook,
  IconBuildingBank,
  IconBus,
  IconCamera,
  IconCar,
  IconCash,
  IconCoffee,
  IconDots,
  IconDroplet,
  IconFlame,
  IconGasStation,
  IconGift,
  IconHeart,
  IconHome,
  IconMovie,
  IconMusic,
  IconPaw,
  IconPhone,
  IconPill,
  IconPizza,
  IconPlane,
  IconPlant2,
  IconReceipt,
  IconSchool,
  IconScissors,
  IconShield,
  IconShirt,
  IconSofa,
  IconStethoscope,
  IconTicket,
  IconTools,
  IconToolsKitchen2,
  IconTrain,
  IconWifi,
} from '@tabler/icons-react';

type CategoryIconChoice = {
  /** The API's name of the icon. */
  readonly name: string;
  readonly icon: Icon;
};

/** The icons a category can have: all that the API knows. */
export const CATEGORY_ICONS = [
  { name: 'dots', icon: IconDots },
  { name: 'basket', icon: IconBasket },
  { name: 'home', icon: IconHome },
  { name: 'train', icon: IconTrain },
  { name: 'heart', icon: IconHeart },
  { name: 'ticket', icon: IconTicket },
  { name: 'shirt', icon: IconShirt },
  { name: 'book', icon: IconBook },
  { name: 'gift', icon: IconGift },
  { name: 'plane', icon: IconPlane },
  { name: 'restaurant', icon: IconToolsKitchen2 },
  { name: 'coffee', icon: IconCoffee },
  { name: 'pizza', icon: IconPizza },
  { name: 'beer', icon: IconBeer },
  { name: 'car', icon: IconCar },
  { name: 'bus', icon: IconBus },
  { name: 'bike', icon: IconBike },
  { name: 'fuel', icon: IconGasStation },
  { name: 'phone', icon: IconPhone },
  { name: 'wifi', icon: IconWifi },
  { name: 'bolt', icon: IconBolt },
  { name: 'droplet', icon: IconDroplet },
  { name: 'flame', icon: IconFlame },
  { name: 'tools', icon: IconTools },
  { name: 'sofa', icon: IconSofa },
  { name: 'plant', icon: IconPlant2 },
  { name: 'paw', icon: IconPaw },
  { name: 'baby', icon: IconBabyCarriage },
  { name: 'school', icon: IconSchool },
  { name: 'stethoscope', icon: IconStethoscope },
  { name: 'pill', icon: IconPill },
  { name: 'barbell', icon: IconBarbell },
  { name: 'music', icon: IconMusic },
  { name: 'movie', icon: IconMovie },
  { name: 'camera', icon: IconCamera },
  { name: 'cash', icon: IconCash },
  { name: 'bank', icon: IconBuildingBank },
  { name: 'receipt', icon: IconReceipt },
  { name: 'shield', icon: IconShield },
  { name: 'scissors', icon: IconScissors },
] as const satisfies readonly CategoryIconChoice[];

export type CategoryIconName = (typeof CATEGORY_ICONS)[number]['name'];

const ICON_BY_NAME: ReadonlyMap<string, Icon> = new Map(
  CATEGORY_ICONS.map(({ name, icon }) => [name, icon]),
);

/** The icon of a category. A name that is not in the list, from a newer server, becomes three dots. */
export function categoryIcon(name: string): Icon {
  return ICON_BY_NAME.get(name) ?? IconDots;
}
